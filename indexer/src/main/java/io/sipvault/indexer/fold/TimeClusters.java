package io.sipvault.indexer.fold;

import io.sipvault.ingest.rtp.PacketTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Times that belong together: neighbours are at most 24 h apart. */
final class TimeClusters {
    /** From the first time to the last, both included, nanoseconds since 1970. */
    record Cluster(long fromNs, long toNs) {
        boolean holds(long timeNs) {
            return timeNs >= fromNs && timeNs <= toNs;
        }
    }

    private final List<Cluster> spans = new ArrayList<>(1);

    void add(long fromNs, long toNs) {
        spans.add(new Cluster(fromNs, toNs));
    }

    /** Adds the arrivals of a merged trace. */
    void add(PacketTrace trace) {
        int last = trace.size() - 1;
        if (last < 0) {
            return;
        }
        int from = 0;
        if (trace.arrivalNs(last) - trace.arrivalNs(0) > StreamKeyWork.APART_NS) {
            for (int row = 1; row <= last; row++) {
                if (trace.arrivalNs(row) - trace.arrivalNs(row - 1) > StreamKeyWork.APART_NS) {
                    add(trace.arrivalNs(from), trace.arrivalNs(row - 1));
                    from = row;
                }
            }
        }
        add(trace.arrivalNs(from), trace.arrivalNs(last));
    }

    /** In order of time. */
    List<Cluster> joined() {
        List<Cluster> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Cluster::fromNs));
        List<Cluster> joined = new ArrayList<>(1);
        for (Cluster span : sorted) {
            Cluster last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && span.fromNs - last.toNs <= StreamKeyWork.APART_NS) {
                joined.set(joined.size() - 1, new Cluster(last.fromNs, Math.max(last.toNs, span.toNs)));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }
}
