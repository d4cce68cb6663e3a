package io.sipvault.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogTimestampTest {
    private static final Instant READ = Instant.parse("2026-11-26T13:00:00Z");

    private static Instant time(LogTimestamp stamp, String line) {
        long ns = stamp.find(line);
        assertThat(ns).as(line).isNotEqualTo(LogTimestamp.NONE);
        return Instant.ofEpochSecond(ns / 1_000_000_000L, ns % 1_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # syslog of RFC 3164, with and without a priority
            Nov 26 12:34:56 proxy kamailio[812]: INFO: <script>: call       | 2026-11-26T12:34:56Z
            <134>Nov  6 02:04:06 pbx asterisk[1]: started                   | 2026-11-06T02:04:06Z
            # syslog of RFC 5424
            <165>1 2026-11-26T12:34:56.003Z host app - ID47 - text          | 2026-11-26T12:34:56.003Z
            2026-11-26T12:34:56.003123+01:00 proxy kamailio[812]: text      | 2026-11-26T11:34:56.003123Z
            # OpenSIPS on its standard error
            Nov 26 12:34:56 [1234] INFO:core:main: listening                | 2026-11-26T12:34:56Z
            # Asterisk full log, in two settings of dateformat
            [Nov 26 12:34:56] VERBOSE[123][C-00000001] pbx.c: Executing     | 2026-11-26T12:34:56Z
            [2026-11-26 12:34:56.789] NOTICE[12] chan_sip.c: text           | 2026-11-26T12:34:56.789Z
            # FreeSWITCH, with and without the call's UUID
            2026-11-26 12:34:56.123456 99.90% [NOTICE] switch_channel.c:1   | 2026-11-26T12:34:56.123456Z
            fd4c1ca4-7e22-4a4b-9b1f-7b0b2b3c4d5e 2026-11-26 12:34:56.1 [INFO] x | 2026-11-26T12:34:56.1Z
            # a level before the time
            INFO 2026-11-26 12:34:56.5 started                              | 2026-11-26T12:34:56.5Z
            [ERROR] 2026-11-26T12:34:56Z started                            | 2026-11-26T12:34:56Z
            # several containers in one
            'kamailio-1  | 2026-11-26T12:34:56Z INFO: started'              | 2026-11-26T12:34:56Z
            # rtpengine on its standard error
            [1795692896.250000] INFO: [call-1@host]: Creating new call      | 2026-11-26T11:34:56.25Z
            """)
    void readsWhatProxiesAndPbxsWrite(String line, Instant expected) {
        assertThat(time(new LogTimestamp(READ), line)).isEqualTo(expected);
    }

    @Test
    void takesTheYearThatDoesNotPutALineAfterItsReading() {
        assertThat(time(new LogTimestamp(READ), "Dec 31 23:59:59 pbx text")).isEqualTo("2025-12-31T23:59:59Z");
        assertThat(time(new LogTimestamp(Instant.parse("2027-01-01T00:00:01Z")), "Dec 31 23:59:59 pbx text"))
                .isEqualTo("2026-12-31T23:59:59Z");
        assertThat(time(new LogTimestamp(Instant.parse("2027-02-01T00:00:00Z")), "Feb 29 01:00:00 pbx text"))
                .isEqualTo("2024-02-29T01:00:00Z");
    }

    @Test
    void takesTimesWithoutAZoneInTheOneOfTheirHost() {
        LogTimestamp prague = new LogTimestamp(READ, ZoneId.of("Europe/Prague"));

        assertThat(time(prague, "Nov 26 12:34:56 pbx text")).isEqualTo("2026-11-26T11:34:56Z");
        assertThat(time(prague, "Jul 26 12:34:56 pbx text")).isEqualTo("2026-07-26T10:34:56Z");
        assertThat(time(prague, "2026-11-26 12:34:56.5 text")).isEqualTo("2026-11-26T11:34:56.5Z");
        assertThat(time(prague, "2026-11-26T12:34:56Z text")).isEqualTo("2026-11-26T12:34:56Z");
    }

    @ParameterizedTest
    @CsvSource({"'    at line 3 of the script'", "''", "'2026-13-45 99:99:99 text'", "'Feb 30 01:00:00 pbx text'",
            "' 5(823) INFO: started'", "'  <timestamp>2005-10-27T16:49:29Z</timestamp>'",
            "'call from \"2020-01-01 00:00:00\" <sip:x@example.com>'", "'  expires 2027-03-01 00:00:00'"})
    void findsNoneWhereThereIsNone(String line) {
        assertThat(new LogTimestamp(READ).find(line)).isEqualTo(LogTimestamp.NONE);
    }
}
