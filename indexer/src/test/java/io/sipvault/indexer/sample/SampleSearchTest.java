package io.sipvault.indexer.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.indexer.diagnosis.Problem;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.ingest.error.ForensicException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engineer types, and in which scenarios of the sample captures it must be found. */
final class SampleSearchTest {
    private static SampleIndex index;

    @BeforeAll
    static void importSampleData() {
        index = SampleIndex.get();
    }

    private static String numbers(String query, Row row) {
        return index.scenarios(query, row).stream().map(scenario -> scenario.substring(0, 2))
                .collect(Collectors.joining(" "));
    }

    /** The scenarios by number: these, and no other. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "+1 (555) 443-0193                      | 05",
            "0015554430193                          | 05",
            "15554430193                            | 05",
            "5558672100                             | 14",
            "to:*2077                               | 04 08",
            "from:1001                              | 06 12",
            "number:1002                            | 12",
            "number:*2044 problem:loss              | 10",
            "followme*                              | 14",
            "carrier.example.net                    | 05",
            "10.20.1.13                             | 04 08",
            "ip:203.0.113.10                        | 05",
            "ip:203.0.113.0/24                      | 05 09",
            "ip:192.168.77.23                       | 09",
            "ip:2001:db8:20::20                     | 16",
            "ip:10.20.0.20                          | 01 07 10",
            "ua:baresip                             | 01 07 08 10",
            "ua:Grandstream                         | 09",
            "problem:one_way_audio                  | 09 18",
            "problem:nat_mismatch                   | 09",
            "problem:no_ack                         | 18",
            "problem:loss                           | 10",
            "problem:hold                           | 07",
            "problem:transfer                       | 08",
            "problem:retransmissions                | 18 19",
            "problem:registration_rejected          | 12",
            "problem:final_failure                  | 02 04 05",
            "status:5xx                             | 05",
            "status:486                             | 02",
            "status:[400 TO 499]                    | 02 03 04 12",
            "has:dtmf                               | 11",
            "loss>1                                 | 10",
            "mos<4                                  | 10",
            "jitter>5ms                             | 10",
            "duration>10s                           | 01 07 10 18",
            "pdd>1s                                 | 19",
            "setup>3s                               | 01 19",
            "state:Cancelled                        | 03",
            "method:REGISTER                        | 12",
            "NOT method:INVITE                      | 12",
            "reason:circuits                        | 05",
            "\"all circuits busy\"                  | 05",
            "502d80ef0e7225dc                       | 10",
            "d2388d0d4874e71d5000@192.168.77.23     | 09",
            "ssrc:0x36c00bf6                        | 10",
            "log:\"wrong password\"               | 12",
            "log:\"creating new call\"            | 01 07 10 16",
            "log:503                                | 05",
            "has:logs ip:203.0.113.0/24             | 05 09",
            "agent:import/hep-2001                  | 22",
            "after:2026-11-21T03:22 before:2026-11-21T03:26 | 01 12 21"})
    void findsCalls(String query, String scenarios) {
        assertThat(numbers(query, Row.CALLS)).isEqualTo(scenarios);
    }

    /** Forms of one number find the same, and the other parties' calls do not come with it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"+1 (555) 443-0191", "15554430191", "0015554430191", "+15554430191",
            "*4430191"})
    void findsANumberInAnyForm(String typed) {
        assertThat(numbers(typed, Row.CALLS))
                .isEqualTo("01 02 03 04 05 07 08 09 10 11 13 14 15 16 17 18 19 20 21 22");
    }

    @Test
    void findsNothingWhereNothingIs() {
        for (String query : Set.of("15550000000", "*9999", "problem:auth_loop", "status:600", "ip:10.99.0.0/16",
                "loss>50", "state:Registered", "b321283a7da2ea04X", "okafor")) {
            assertThat(numbers(query, Row.CALLS)).as(query).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"ssrc:0x36c00bf6 | 10", "loss>1 | 10", "mos<4 | 10", "ip:192.168.77.23 | 09",
            "ip:2001:db8:20::20 | 16"})
    void findsStreams(String query, String scenarios) {
        assertThat(numbers(query, Row.STREAMS)).isEqualTo(scenarios);
    }

    @Test
    void givesACallOfTwoLegsOneRow() {
        assertThat(index.all(Row.DIALOGS)).hasSize(25);
        assertThat(index.all(Row.CALLS)).hasSize(24);
    }

    @Test
    void findsEverythingByAnEmptyQuery() {
        assertThat(index.scenarios("", Row.CALLS)).isEqualTo(new TreeSet<>(index.scenarios("method:*", Row.CALLS)))
                .hasSize(22);
    }

    @Test
    void findsEveryCallByItsLogLines() {
        assertThat(index.scenarios("has:logs", Row.DIALOGS)).hasSize(22);
        assertThat(index.scenarios("NOT has:logs", Row.DIALOGS)).isEmpty();
    }

    /** A problem that can be diagnosed can be asked for. */
    @ParameterizedTest
    @EnumSource(Problem.class)
    void knowsEveryProblem(Problem problem) {
        assertThat(index.scenarios("problem:" + problem.code(), Row.CALLS)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"mos> | position 4", "status:9xx | position 7",
            "problem:onewayaudio | one_way_audio", "duration>abc | position 9", "to:( | position 4",
            "foo:bar | unknown field", "ssrc:zzz | position 5", "ip:300.1.2.3 | position 3"})
    void saysWhereAQueryIsWrong(String query, String words) {
        assertThatThrownBy(() -> index.scenarios(query, Row.CALLS)).isInstanceOf(ForensicException.class)
                .hasMessageContaining(words);
    }
}
