package io.sipvault.indexer.search;

import java.util.Collection;
import java.util.stream.Collectors;

/** Why an answer may lack something, and what helps. */
public enum Shortfall {
    LINES("more log lines match than are read; a time (after:, before:) or a rarer word helps"),
    DIALOGS("more calls match than are followed to their streams; a time (since, until) or a narrower query helps"),
    TIME("the search took longer than it may; a time (after:, before:) or a narrower query helps");

    private final String sentence;

    Shortfall(String sentence) {
        this.sentence = sentence;
    }

    /** For people, without a capital letter and a full stop. */
    public String sentence() {
        return sentence;
    }

    /** Several in one sentence. */
    public static String sentence(Collection<Shortfall> shortfalls) {
        return shortfalls.stream().sorted().map(Shortfall::sentence).collect(Collectors.joining(". Also "));
    }
}
