package io.sipvault.indexer.diagnosis;

import java.util.Locale;

/** Figures in sentences. */
final class Texts {
    private Texts() {}

    /** {@code 10.2 s}. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    static String secondsOfNs(long ns) {
        return seconds(ns / 1e9);
    }

    /** One decimal. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
