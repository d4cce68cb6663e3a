package io.sipvault.web.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void showsThatSomethingInvisibleWasThere() {
        assertThat(VisibleText.of("a\u0000b\u001b[31m\r\nc\u0085\u202ed\u2066e\u2028f\ufeffg\ud800h\udbff\udfff\ue000",
                80))
                .isEqualTo("a\ufffdb\ufffd[31m\ufffd\ufffdc\ufffd\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffd\ufffd");
    }

    @Test
    void leavesWordsOfAnyLanguageAlone() {
        String text = "Besetzt \u00e4\u00f6 \u5fd9 \u05e2\u05e1\u05d5\u05e7 \u0645\u0634\u063a\u0648\u0644 \ud83d\ude00 e\u0301";
        assertThat(VisibleText.of(text, 80)).isEqualTo(text);
    }

    @Test
    void buildsNoTowersOfAccents() {
        assertThat(VisibleText.of("z" + "\u0300".repeat(500) + "!", 80)).isEqualTo("z\u0300\u0300!");
    }

    @Test
    void cutsAtTheEndWithAnEllipsis() {
        assertThat(VisibleText.of("0123456789", 10)).isEqualTo("0123456789");
        assertThat(VisibleText.of("0123456789a", 10)).isEqualTo("012345678\u2026");
    }

    @Test
    void cutsAddressesInTheMiddle() {
        assertThat(VisibleText.cutMiddle("[2001:db8:1:2:3:4:5:6]:5060", 15)).isEqualTo("[2001:d\u20266]:5060")
                .hasSize(15);
    }

    @Test
    void countsWideCharactersTwiceAndAccentsNotAtAll() {
        assertThat(VisibleText.cells("ab")).isEqualTo(2);
        assertThat(VisibleText.cells("\u5fd9\ud83d\ude00\uac00")).isEqualTo(6);
        assertThat(VisibleText.cells("e\u0301")).isEqualTo(1);
    }

    @Test
    void spellsWhatAFontHasNoPictureOf() {
        assertThat(VisibleText.spelled("ok \ud83d\ude00!", c -> c < 128)).isEqualTo("ok <U+1F600>!");
    }

    @Test
    void isNeverWiderThanItMayBeWhateverComes() {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(60), 0, 0x110000).forEach(text::appendCodePoint);
            int most = 1 + random.nextInt(40);
            String shown = VisibleText.of(text.toString(), most);
            assertThat(VisibleText.cells(shown)).as("round %d", round).isLessThanOrEqualTo(most);
            assertThat(VisibleText.cells(VisibleText.cutMiddle(shown, Math.max(1, most / 2)))).as("round %d", round)
                    .isLessThanOrEqualTo(Math.max(1, most / 2));
            assertThat(VisibleText.of(shown, most)).as("round %d", round).isEqualTo(shown);
        }
    }
}
