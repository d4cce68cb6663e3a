package io.sipvault.indexer.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.indexer.call.LinkKeys.HeaderRule;
import io.sipvault.ingest.error.ForensicException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeadersTest {
    private static final String PLACE = "sipvault.link-headers in sipvault.properties";

    @Test
    void readsNamesAloneAndWithPatternsInTheirOrder() {
        assertThat(LinkHeaders.parse("  X-CID\tX-Leg=id=([0-9a-f]+)\n P-Other=[^;]+ ", PLACE))
                .extracting(HeaderRule::name, rule -> rule.value().pattern())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("X-CID", "\\S+"),
                        org.assertj.core.groups.Tuple.tuple("X-Leg", "id=([0-9a-f]+)"),
                        org.assertj.core.groups.Tuple.tuple("P-Other", "[^;]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n", "none", " none "})
    void readsNothingAsNoHeader(String setting) {
        assertThat(LinkHeaders.parse(setting, PLACE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            X-CID X-Leg=([0-9]+      | the pattern "([0-9]+" of X-Leg is no regular expression
            X-Leg=(a)\\1            | the pattern "(a)\\1" of X-Leg is no regular expression
            X-Leg=[0-9]*             | finds nothing in anything
            X-Leg=                   | finds nothing in anything
            =abc                     | "" is no name of a header
            X-CID, X-Call-ID         | "X-CID," is no name of a header
            """)
    void saysWhatIsWrongAndWhere(String setting, String words) {
        assertThatThrownBy(() -> LinkHeaders.parse(setting, PLACE)).isInstanceOf(ForensicException.class)
                .hasMessageContaining(words).hasMessageContaining(PLACE).hasMessageContaining("X-CID X-Leg=id=");
    }

    @Test
    void refusesMoreHeadersThanAMessageHasKeys() {
        assertThatThrownBy(() -> LinkHeaders.parse("X-A ".repeat(17), PLACE)).isInstanceOf(ForensicException.class)
                .hasMessageContaining("17 headers");
    }
}
