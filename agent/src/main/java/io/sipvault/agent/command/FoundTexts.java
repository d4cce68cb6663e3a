package io.sipvault.agent.command;

import org.jspecify.annotations.Nullable;

/** Which texts a message holds: looked for when first asked. For one thread. */
final class FoundTexts {
    private final TextAutomaton texts;
    private final TextAutomaton words;
    private final SeenMessage seen;
    private long @Nullable [] foundTexts;
    private long @Nullable [] foundWords;

    FoundTexts(TextAutomaton texts, TextAutomaton words, SeenMessage seen) {
        this.texts = texts;
        this.words = words;
        this.seen = seen;
    }

    long[] texts() {
        if (foundTexts == null) {
            foundTexts = find(texts);
        }
        return foundTexts;
    }

    long[] words() {
        if (foundWords == null) {
            foundWords = find(words);
        }
        return foundWords;
    }

    private long[] find(TextAutomaton automaton) {
        return automaton.find(seen.bytes, seen.message.offset(), seen.end());
    }

    boolean hasText(int number) {
        return TextAutomaton.isIn(texts(), number);
    }

    boolean hasWord(int number) {
        return TextAutomaton.isIn(words(), number);
    }
}
