package io.sipvault.indexer.query;

import static io.sipvault.indexer.query.Queries.canonical;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTimesTest {
    @ParameterizedTest
    @CsvSource({"2026-04-01, 2026-03-31T22:00:00Z", "2026-01-01, 2025-12-31T23:00:00Z",
            "2026-04-01T10:00, 2026-04-01T08:00:00Z", "2026-04-01T10:00:05.25, 2026-04-01T08:00:05.250Z",
            "\"2026-04-01 10:00\", 2026-04-01T08:00:00Z", "2026-04-01T10:00Z, 2026-04-01T10:00:00Z",
            "2026-04-01T10:00:00+05:30, 2026-04-01T04:30:00Z", "10:00, 2026-04-10T08:00:00Z",
            "9:05:30, 2026-04-10T07:05:30Z", "now, 2026-04-10T12:00:00Z", "today, 2026-04-09T22:00:00Z",
            "yesterday, 2026-04-08T22:00:00Z", "Yesterday+14h, 2026-04-09T12:00:00Z", "-2h, 2026-04-10T10:00:00Z",
            "-7d, 2026-04-03T12:00:00Z", "-1h30m, 2026-04-10T10:30:00Z", "now-90s, 2026-04-10T11:58:30Z",
            "1775037600, 2026-04-01T10:00:00Z", "1775037600250, 2026-04-01T10:00:00.250Z"})
    void readsTimesInTheZoneOfTheUser(String time, String expected) {
        assertThat(canonical("after:" + time)).isEqualTo("after:" + expected);
        assertThat(canonical("until:" + time)).isEqualTo("before:" + expected);
    }

    @Test
    void findsTheSpanOfAQuery() {
        assertThat(span("after:2026-04-01T10:00Z before:2026-04-02T00:00Z alice"))
                .isEqualTo(new TimeSpan(Instant.parse("2026-04-01T10:00:00Z"), Instant.parse("2026-04-02T00:00:00Z")));
        assertThat(span("after:2026-04-01T00:00Z after:2026-04-03T00:00Z"))
                .isEqualTo(new TimeSpan(Instant.parse("2026-04-03T00:00:00Z"), null));
        assertThat(span("(after:2026-04-01T00:00Z before:2026-04-02T00:00Z) OR "
                + "(after:2026-05-01T00:00Z before:2026-05-02T00:00Z)"))
                .isEqualTo(new TimeSpan(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-02T00:00:00Z")));
        assertThat(span("after:now OR alice")).isEqualTo(TimeSpan.ALWAYS);
        assertThat(span("NOT after:now")).isEqualTo(TimeSpan.ALWAYS);
        assertThat(span("after:now before:now").isEmpty()).isTrue();
        assertThat(span("").isEmpty()).isFalse();
    }

    private static TimeSpan span(String query) {
        return TimeSpan.of(Queries.parse(query));
    }
}
