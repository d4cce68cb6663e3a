package io.sipvault.indexer.fold;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Windows of six hours between the UTC marks (00:00, 06:00, 12:00, 18:00), named by the nanosecond that they begin at. */
final class StreamWindow {
    /** A longer stream is cut at the marks. */
    static final long LENGTH_NS = 6L * 3600 * 1_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH")
            .withZone(ZoneOffset.UTC);

    private StreamWindow() {}

    /** The window that a time lies in. */
    static long of(long timeNs) {
        return Math.floorDiv(timeNs, LENGTH_NS) * LENGTH_NS;
    }

    /** As part of an id. */
    static String hour(long window) {
        return HOUR.format(instant(window));
    }

    /** As part of an id. Streams of one key begin on different days. */
    static String day(long startNs) {
        return DAY.format(instant(startNs));
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, SECOND_NS));
    }
}
