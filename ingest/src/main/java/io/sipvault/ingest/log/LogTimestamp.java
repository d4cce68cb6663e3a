package io.sipvault.ingest.log;

import io.sipvault.ingest.wire.EpochNanos;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the time stamp at the beginning of a log line, as syslog (RFC 3164 and RFC 5424), Kamailio, OpenSIPS, Asterisk,
 * FreeSWITCH and rtpengine write it. Where the year is missing, the latest is taken that does not put the line after the
 * moment when it was read.
 */
public final class LogTimestamp {
    /** No time stamp was found. */
    public static final long NONE = Long.MIN_VALUE;

    /** A stamp stands near the beginning; what is behind belongs to the message. */
    private static final int SEARCHED = 160;
    /**
     * Before it may stand a priority, the name of a container, a call's UUID or a word in brackets or not, such as a level: times
     * that others sent, in a body or a display name, are no stamps.
     */
    private static final Pattern ISO = Pattern.compile(
            "^(?:<\\d{1,3}>(?:\\d )?)?(?:[\\w.-]{1,64} {1,20}\\| )?(?:[0-9a-fA-F-]{36} )?(?:[\\[(]?[A-Za-z]{1,16}[\\])]?:? {1,4})?\\[?"
                    + "(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern SYSLOG = Pattern.compile(
            "^(?:<\\d{1,3}>|\\[)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?");
    private static final Pattern EPOCH = Pattern.compile("^\\[?(\\d{10})\\.(\\d{1,9})\\]?");
    private static final List<String> MONTHS = List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
            "Oct", "Nov", "Dec");
    private static final int NANO_DIGITS = 9;

    private final Instant read;
    private final ZoneId zone;

    /** For logs whose times without a zone are taken as UTC. */
    public LogTimestamp(Instant read) {
        this(read, ZoneOffset.UTC);
    }

    /**
     * @param read
     *            when the log was read
     * @param zone
     *            of times that name none
     */
    public LogTimestamp(Instant read, ZoneId zone) {
        this.read = read;
        this.zone = zone;
    }

    /** Nanoseconds since 1970, or {@link #NONE}. */
    public long find(String line) {
        String head = line.length() > SEARCHED ? line.substring(0, SEARCHED) : line;
        try {
            Matcher syslog = SYSLOG.matcher(head);
            if (syslog.find()) {
                return withoutYear(syslog);
            }
            Matcher iso = ISO.matcher(head);
            if (iso.find()) {
                return iso(iso);
            }
            Matcher epoch = EPOCH.matcher(head);
            return epoch.find() ? Long.parseLong(epoch.group(1)) * 1_000_000_000L + nanos(epoch.group(2)) : NONE;
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    private long iso(Matcher m) {
        LocalDateTime local = LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5),
                Math.min(59, number(m, 6)), nanos(m.group(7)));
        String offset = m.group(8);
        return EpochNanos.of(local.atZone(offset == null ? zone : ZoneOffset.of(offset)).toInstant());
    }

    private long withoutYear(Matcher m) {
        int month = MONTHS.indexOf(m.group(1)) + 1;
        int day = number(m, 2);
        int year = read.atZone(zone).getYear();
        Instant latest = read.plusSeconds(24 * 3600);
        for (int back = 0; back <= 8; back++) {
            // 29 February of a year that has none: a year before may have it
            if (day <= YearMonth.of(year - back, month).lengthOfMonth()) {
                Instant time = LocalDateTime.of(year - back, month, day, number(m, 3), number(m, 4),
                        Math.min(59, number(m, 5)), nanos(m.group(6))).atZone(zone).toInstant();
                if (!time.isAfter(latest)) {
                    return EpochNanos.of(time);
                }
            }
        }
        return NONE;
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private static int nanos(@org.jspecify.annotations.Nullable String digits) {
        if (digits == null) {
            return 0;
        }
        return Integer.parseInt(String.format(Locale.ROOT, "%-" + NANO_DIGITS + "s", digits).replace(' ', '0'));
    }
}
