package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.junit.jupiter.api.Test;

class EvidenceWordsTest {
    @Test
    void keepsNamesAndAddressesWhole() {
        assertThat(EvidenceWords.of("From: \"Zoë\" <sip:+1_555@PBX.example.com:5060>;tag=a*b-c. End."))
                .containsExactly("from", "zoë", "sip", "+1_555", "pbx.example.com", "5060", "tag", "a*b-c", "end");
    }

    @Test
    void cutsLongWordsAfter128Characters() {
        assertThat(EvidenceWords.of("ä".repeat(130))).containsExactly("ä".repeat(128), "ää");
    }

    @Test
    void readsTheSameWordsOfAnyBytesAsOfTheirCharacters() throws Exception {
        Random random = new Random(11);
        String alphabet = "aZ09.-_+* \r\n<;=\"äßÄΩЖ中\u07ff\u0800\uffee\ufffd𝔘😀";
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = alphabet.repeat(2).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                byte other = bytes[random.nextInt(bytes.length)];
                bytes[i] = random.nextInt(4) == 0 ? other : bytes[i];
            }
            assertThat(words(bytes)).isEqualTo(wordsOfCharacters(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    private static List<String> words(byte[] bytes) throws Exception {
        List<String> words = new ArrayList<>();
        try (EvidenceWords stream = new EvidenceWords().over(bytes)) {
            TermToBytesRefAttribute term = stream.getAttribute(TermToBytesRefAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(term.getBytesRef().utf8ToString());
            }
            stream.end();
        }
        return words;
    }

    /** The definition, for words shorter than the longest. */
    private static List<String> wordsOfCharacters(String text) {
        List<String> words = new ArrayList<>();
        for (String run : text.split("[^\\p{L}\\p{Nd}.\\-_+*]|[\\x{10000}-\\x{10ffff}]")) {
            String word = run.length() > 1 ? run.charAt(0) + run.substring(1).replaceAll("[.\\-]+$", "") : run;
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
