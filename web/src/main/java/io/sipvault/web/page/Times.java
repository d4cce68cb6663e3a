package io.sipvault.web.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in UTC, and lengths of time, as people read them. */
public final class Times {
    /** What stands where nothing was observed. */
    public static final String UNKNOWN = "–";
    private static final DateTimeFormatter DAY = format("yyyy-MM-dd");
    private static final DateTimeFormatter TO_SECOND = format("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TO_MILLISECOND = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter OF_FIELD = format("yyyy-MM-dd'T'HH:mm:ss");
    private static final long MS_PER_S = 1_000;
    private static final long MS_SHOWN_BELOW = 10_000;
    private static final int S_PER_MIN = 60;
    private static final int MIN_PER_H = 60;

    private Times() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    public static String day(Instant time) {
        return DAY.format(time);
    }

    public static LocalDate date(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    public static String dateAndTime(Instant time) {
        return TO_SECOND.format(time);
    }

    /** With milliseconds. */
    public static String timeOfDay(Instant time) {
        return TO_MILLISECOND.format(time);
    }

    /** As a field of a form holds it. */
    public static String field(Instant time) {
        return OF_FIELD.format(time);
    }

    /** {@code 32.1 s}, {@code 4 min 05 s}, {@code 1 h 02 min}. */
    public static String seconds(double seconds) {
        long whole = Math.round(seconds);
        if (whole < S_PER_MIN) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = whole / S_PER_MIN;
        return minutes < MIN_PER_H
                ? String.format(Locale.ROOT, "%d min %02d s", minutes, whole % S_PER_MIN)
                : String.format(Locale.ROOT, "%d h %02d min", minutes / MIN_PER_H, minutes % MIN_PER_H);
    }

    /** {@code 1507 ms}, from 10 s on as seconds. */
    public static String milliseconds(@Nullable Long ms) {
        return ms == null ? UNKNOWN : ms < MS_SHOWN_BELOW ? ms + " ms" : seconds((double) ms / MS_PER_S);
    }

    /** From one time to another. */
    public static String between(Instant from, Instant to) {
        return seconds(Duration.between(from, to).toMillis() / (double) MS_PER_S);
    }
}
