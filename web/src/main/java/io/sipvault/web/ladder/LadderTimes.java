package io.sipvault.web.ladder;

import io.sipvault.indexer.view.ViewJson;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in UTC and durations, as a ladder writes them. */
final class LadderTimes {
    private static final DateTimeFormatter DATE = format("yyyy-MM-dd");
    private static final DateTimeFormatter TIME_OF_DAY = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter WHOLE = format("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;
    private static final long SECOND = 1_000_000_000L;
    private static final long TEN_MS = 10_000_000L;
    private static final long MINUTES = 120 * SECOND;

    private LadderTimes() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** {@code 2026-11-21}. */
    static String date(long ns) {
        return DATE.format(ViewJson.instant(ns));
    }

    /** {@code 03:20:42.362}. */
    static String timeOfDay(long ns) {
        return TIME_OF_DAY.format(ViewJson.instant(ns));
    }

    /** {@code 2026-11-21 03:20:42.362114}. */
    static String whole(long ns) {
        return WHOLE.format(ViewJson.instant(ns));
    }

    /** {@code 0.4 ms}, {@code 120 ms}, {@code 12.3 s}, {@code 61:05 min}. */
    static String duration(long ns) {
        if (ns < TEN_MS) {
            return String.format(Locale.ROOT, "%.1f ms", ns / NS_PER_MS);
        }
        if (ns < SECOND) {
            return Math.round(ns / NS_PER_MS) + " ms";
        }
        if (ns < MINUTES) {
            return String.format(Locale.ROOT, "%.1f s", ns / NS_PER_SECOND);
        }
        long seconds = Math.round(ns / NS_PER_SECOND);
        return String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
    }
}
