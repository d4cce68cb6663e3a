package io.sipvault.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in UTC, as people read them. */
final class Times {
    private static final DateTimeFormatter TO_SECOND = format("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TO_MILLISECOND = format("HH:mm:ss.SSS");

    private Times() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    static String dateAndTime(Instant time) {
        return TO_SECOND.format(time);
    }

    static String timeOfDay(Instant time) {
        return TO_MILLISECOND.format(time);
    }
}
