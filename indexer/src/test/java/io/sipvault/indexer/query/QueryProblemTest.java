package io.sipvault.indexer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryProblemTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "form:alice | 0 | unknown field 'form' at position 0: did you mean 'from'?",
            "  statsu:503 | 2 | unknown field 'statsu' at position 2: did you mean 'status'?",
            "mso<3 | 0 | unknown field 'mso' at position 0: did you mean 'mos'?",
            "x form:a@b | 2 | unknown field 'form' at position 2: did you mean 'from'?",
            "Via: SIP/2.0/UDP | 0 | unknown field 'Via' at position 0: put it in quotes to search for the text",
            "call_id:*abc | 8 | leading wildcard is not possible in 'call_id' (position 8): only number, from, to, did, "
                    + "user, domain can start with *",
            "*foo | 0 | leading wildcard is not possible in 'text' (position 0)",
            "state:ringin | 6 | 'ringin' at position 6 is no value of 'state': did you mean 'Ringing'?",
            "state:xyz | 6 | expected one of Trying, Ringing, InCall",
            "problem:onewayaudio | 8 | did you mean 'one_way_audio'?",
            "has:audio | 4 | expected one of rtp, logs, pcap, dtmf",
            "method:NOTFY | 7 | did you mean 'NOTIFY'?", "status:700 | 7 | expected a status from 100 to 699",
            "status:\"5 0\" | 7 | is no value of 'status'", "port:65536 | 5 | a whole number from 0 to 65535",
            "mos<35 | 4 | a number from 0 to 5", "loss>101% | 5 | a number from 0 to 100", "duration>soon | 9 | 1h30m",
            "duration>99999999w | 9 | a duration", "ssrc:0x100000000 | 5 | 32 bits", "ssrc:4294967296 | 5 | 32 bits",
            "ip:10.0.0.256 | 3 | an address such as", "ip:10.0.0.0/33 | 3 | a network such as",
            "ip:10.0.0.5:5060 | 3 | did you mean 'ip:10.0.0.5 port:5060'?", "after:noon | 6 | expected a time such as",
            "after:2026-02-30 | 6 | expected a time such as",
            "after:9999-01-01 | 6 | expected a time such as", "after:1969-12-31 | 6 | expected a time such as",
            "after:[a TO b] | 6 | write after:2026-04-01 before:2026-04-02",
            "after>today | 5 | cannot be compared with '>'", "from>3 | 4 | 'from' cannot be compared with '>'",
            "status:[499 TO 400] | 7 | expected [400 TO 499]", "status:[400 to 499] | 12 | expected TO in upper case",
            "status:[400 TO 499 | 18 | expected ']' or '}'", "status:[ | 8 | expected a value",
            "(alice | 0 | the parenthesis at position 0 is not closed", "alice) | 5 | closes nothing",
            "\"open | 0 | the quote at position 0 is not closed", "AND x | 0 | 'AND' at position 0: expected a word",
            "x AND | 5 | the end of the query at position 5", "x OR | 4 | the end of the query",
            "x AND OR y | 6 | 'OR'",
            "NOT | 3 | the end of the query", "x -- | -1 | ", "- | 1 | expected a word", "() | 1 | ')' at position 1",
            "from: | 5 | 'from' has no value at position 5", "from: AND x | 6 | 'from' has no value",
            "from:\"\" | 5 | is empty", "from:) | 5 | has no value", "from:() | 6 | ')' at position 6"})
    void saysWhereItIsAndWhatToDo(String query, int position, @Nullable String expected) {
        QueryProblem problem = Queries.check(query.equals("form:alice") ? query : spaced(query, position));
        if (position < 0) {
            assertThat(problem).isNull();
            return;
        }
        assertThat(Objects.requireNonNull(problem).position()).isEqualTo(position);
        assertThat(problem.message()).contains(Objects.requireNonNull(expected));
    }

    /** The source of parameters strips the spaces before a query. */
    private static String spaced(String query, int position) {
        return query.startsWith("statsu") ? " ".repeat(position) + query : query;
    }

    @Test
    void throwsTheSameAsABadRequest() {
        assertThatExceptionOfType(ForensicException.class).isThrownBy(() -> Queries.parse("form:alice"))
                .withMessage("unknown field 'form' at position 0: did you mean 'from'?")
                .matches(e -> e.code() == ErrorCode.BAD_REQUEST);
    }

    @Test
    void boundsNestingClausesAndLength() {
        assertThat(message("(".repeat(33) + "a" + ")".repeat(33))).contains("more than 32 parentheses", "position 32");
        assertThat(message("NOT ".repeat(33) + "a")).contains("more than 32");
        assertThat(message("-".repeat(8_000) + "a")).contains("more than 32");
        assertThat(message("alice ".repeat(257))).contains("more than 256 conditions");
        assertThat(message("x 1001 ".repeat(100))).contains("more than 256 conditions");
        assertThat(message("a".repeat(8_193))).contains("8193 characters", "at most 8192");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000:", "state:\u0007\u001b[31m", "x:\u202e"})
    void showsNoControlCharacters(String query) {
        QueryProblem problem = Queries.check(query);
        assertThat(problem == null ? "" : problem.message()).doesNotContainPattern("\\p{Cntrl}");
    }

    private static String message(String query) {
        return Objects.requireNonNull(Queries.check(query)).message();
    }
}
