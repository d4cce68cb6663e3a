package io.sipvault.indexer.diagnosis;

import java.time.Instant;
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

    /** {@code 2026-03-01T23:58:20Z}. */
    static String time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L)).toString();
    }

    /** One decimal. */
    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
