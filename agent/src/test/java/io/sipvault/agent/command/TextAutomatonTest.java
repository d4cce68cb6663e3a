package io.sipvault.agent.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TextAutomatonTest {
    private static List<byte[]> bytes(Iterable<String> texts) {
        List<byte[]> found = new ArrayList<>();
        texts.forEach(text -> found.add(text.getBytes(StandardCharsets.ISO_8859_1)));
        return found;
    }

    private static Set<String> found(TextAutomaton automaton, List<String> texts, String in) {
        byte[] bytes = ("??" + in + "??").getBytes(StandardCharsets.ISO_8859_1);
        long[] found = automaton.find(bytes, 2, bytes.length - 2);
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (TextAutomaton.isIn(found, i)) {
                names.add(texts.get(i));
            }
        }
        return names;
    }

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    @Test
    void findsWhatASearchForEachTextFinds() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            Set<String> some = new TreeSet<>();
            int shortest = 2 + round % 9;
            for (int i = random.nextInt(100); i >= 0; i--) {
                some.add(random(random, shortest + random.nextInt(5)));
            }
            List<String> texts = List.copyOf(some);
            TextAutomaton automaton = new TextAutomaton(bytes(texts), false);
            String in = random(random, random.nextInt(60)) + texts.get(random.nextInt(texts.size()))
                    + random(random, random.nextInt(20));

            assertThat(found(automaton, texts, in)).as(in)
                    .containsExactlyInAnyOrderElementsOf(texts.stream().filter(in::contains).toList());
        }
    }

    @Test
    void findsWordsOnlyWhereTheyStandAlone() {
        List<String> texts = List.of("acme", "me", "a-b");
        TextAutomaton automaton = new TextAutomaton(bytes(texts), true);

        assertThat(found(automaton, texts, "acme")).containsExactly("acme");
        assertThat(found(automaton, texts, "x.acme.example me")).containsExactly("acme", "me");
        assertThat(found(automaton, texts, "acme-1 _me xacme a-bc")).isEmpty();
        assertThat(found(automaton, texts, "xacme;acme")).containsExactly("acme");
    }

    @Test
    void findsBytesOfAnyValueAndTheMostThatMayBe() {
        String all = "\u00ff\u0080\u0001ab";
        List<String> texts = List.of(all, "b".repeat(TextAutomaton.MOST_BYTES - all.length()));

        assertThat(found(new TextAutomaton(bytes(texts), false), texts, "x" + all + "bbb")).containsExactly(all);
        assertThat(new TextAutomaton(List.of(), false).find(new byte[9], 0, 9)).isEmpty();
    }
}
