package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;

/**
 * The packets of a merged trace that are measured: those that arrived within a time. What comes before them sets the state
 * that they are judged by, what comes behind may belong to them by sequence number.
 *
 * @param fromNs
 *            inclusive, nanoseconds since 1970
 * @param toNs
 *            exclusive
 */
public record TraceSpan(long fromNs, long toNs) {
    /** All of a trace. */
    public static final TraceSpan ALL = new TraceSpan(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The first row within. */
    public int firstRow(PacketTrace trace) {
        return rowAt(trace, fromNs);
    }

    /** The row behind the last one within. */
    public int endRow(PacketTrace trace) {
        return rowAt(trace, toNs);
    }

    private static int rowAt(PacketTrace trace, long timeNs) {
        int low = 0;
        int high = trace.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (trace.arrivalNs(middle) < timeNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long clamp(long timeNs) {
        return Math.clamp(timeNs, fromNs, toNs - 1);
    }

    boolean holds(long timeNs) {
        return timeNs >= fromNs && timeNs < toNs;
    }
}
