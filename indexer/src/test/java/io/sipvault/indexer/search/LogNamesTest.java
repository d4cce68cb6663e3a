package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            WARN trunk overload, Call-ID:nobody@nowhere.    | nobody@nowhere
            NOTICE: [b321283a7da2ea04]: [core] new call     | b321283a7da2ea04
            reply 180 ci=4a898d8d312b5a117eb0@10.20.1.11    | 4a898d8d312b5a117eb0@10.20.1.11
            route ci=YWJjZGVmZ2g0== to the trunk            | YWJjZGVmZ2g0==
            dialog "{12345-67890;x}" is gone                | 12345-67890;x
            number +15554430191, unreachable                | +15554430191
            call <sip:alice@example.com;transport=tcp>      | alice@example.com
            id AbCdEfGhIjKlMnOp rejected                    | AbCdEfGhIjKlMnOp
            """)
    void namesWhatALineMayBeAbout(String line, String name) {
        assertThat(LogNames.of(line)).contains(name);
    }

    @Test
    void namesNoTimesAndNoWordsOfASentence() {
        assertThat(LogNames.of("2026-11-21T03:25:45.607263+00:00 media1 NOTICE: creating new session 42"))
                .isEqualTo(Set.of("media1"));
    }

    @Test
    void namesAtMostTheFirst256OfALine() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            line.append(100_000 + i).append(' ');
        }
        assertThat(LogNames.of(line.toString())).hasSize(256).contains("100000", "100255");
    }
}
