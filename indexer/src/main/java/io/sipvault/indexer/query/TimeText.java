package io.sipvault.indexer.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as people write them: {@code 2026-04-01}, {@code 2026-04-01T10:00}, {@code 2026-04-01T10:00:05.25Z},
 * {@code 10:00} (of today), {@code now}, {@code today}, {@code yesterday}, {@code -2h}, {@code yesterday+14h}, and
 * seconds or milliseconds since 1970.
 */
final class TimeText {
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)([Zz]|[+-]\\d{2}(?::?\\d{2})?)?)?");
    private static final Pattern CLOCK_TIME = Pattern.compile("\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?");
    private static final Pattern RELATIVE = Pattern.compile("(now|today|yesterday|tomorrow|)(?:([+-])(\\w[\\w.]*))?");
    private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");

    private static final long MAX_EPOCH_SECOND = Long.MAX_VALUE / 1_000_000_000L;

    private final ZoneId zone;
    private final Instant now;

    TimeText(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
    }

    /** The point in time from 1970 to 2262, what 63 bits of nanoseconds hold; null when the text is none. */
    @Nullable
    Instant parse(String text) {
        Instant instant = read(text);
        boolean held = instant != null && instant.getEpochSecond() >= 0 && instant.getEpochSecond() < MAX_EPOCH_SECOND;
        return held ? instant : null;
    }

    private @Nullable Instant read(String text) {
        try {
            if (EPOCH.matcher(text).matches()) {
                long value = Long.parseLong(text);
                return text.length() == 10 ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
            }
            if (CLOCK_TIME.matcher(text).matches()) {
                return at(today(), text.indexOf(':') == 1 ? "0" + text : text);
            }
            Matcher iso = ISO.matcher(text);
            return iso.matches() ? iso(iso) : relative(text.toLowerCase(Locale.ROOT));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Instant iso(Matcher iso) {
        LocalDate date = LocalDate.parse(iso.group(1));
        String time = iso.group(2);
        if (time == null) {
            return startOf(date);
        }
        String offset = iso.group(3);
        return offset == null
                ? at(date, time)
                : date.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
    }

    private @Nullable Instant relative(String text) {
        Matcher relative = RELATIVE.matcher(text);
        if (text.isEmpty() || !relative.matches()) {
            return null;
        }
        Instant base = base(relative.group(1));
        String length = relative.group(3);
        if (length == null) {
            return base;
        }
        Duration offset = DurationText.parse(length);
        if (offset == null) {
            return null;
        }
        return "-".equals(relative.group(2)) ? base.minus(offset) : base.plus(offset);
    }

    private Instant base(String word) {
        return switch (word) {
            case "today" -> startOf(today());
            case "yesterday" -> startOf(today().minusDays(1));
            case "tomorrow" -> startOf(today().plusDays(1));
            default -> now;
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    private Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).atZone(zone).toInstant();
    }
}
