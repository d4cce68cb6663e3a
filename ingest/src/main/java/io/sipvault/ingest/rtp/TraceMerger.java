package io.sipvault.ingest.rtp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sorts the rows of several traces into one, by a natural merge sort of row numbers: runs that are in order cost little. */
final class TraceMerger {
    private final List<PacketTrace> traces;
    private final PacketTrace rows;

    TraceMerger(List<PacketTrace> traces) {
        this.traces = new ArrayList<>(traces);
        this.traces.removeIf(PacketTrace::isEmpty);
        // The first arrivals put most pieces in order, so that the sort below finds one run.
        this.traces.sort(Comparator.comparingLong(trace -> trace.arrivalNs(0)));
        this.rows = new PacketTrace(Math.max(1, this.traces.stream().mapToInt(PacketTrace::size).sum()));
    }

    PacketTrace merge() {
        traces.forEach(rows::addAll);
        if (ascendsStrictly(rows)) {
            return rows;
        }
        int[] order = NaturalMergeSort.sort(rows.size(), this::compare);
        int distinct = dropRepeats(order);
        return collect(order, distinct);
    }

    /** Whether every row arrived after the one before: such a trace needs no sorting. */
    static boolean ascendsStrictly(PacketTrace trace) {
        for (int row = 1; row < trace.size(); row++) {
            if (trace.arrivalNs(row) <= trace.arrivalNs(row - 1)) {
                return false;
            }
        }
        return true;
    }

    /** A total order over all columns, what tells observations apart first. */
    private int compare(int a, int b) {
        int order = compareObservation(a, b);
        if (order == 0) {
            order = Byte.compare(rows.markedType(a), rows.markedType(b));
        }
        return order != 0 ? order : Integer.compareUnsigned(rows.eventPayload(a), rows.eventPayload(b));
    }

    private int compareObservation(int a, int b) {
        int order = Long.compare(rows.arrivalNs(a), rows.arrivalNs(b));
        if (order == 0) {
            order = rows.sequenceNumber(a) - rows.sequenceNumber(b);
        }
        if (order == 0) {
            order = Integer.compareUnsigned(rows.timestamp(a), rows.timestamp(b));
        }
        if (order == 0) {
            order = rows.payloadType(a) - rows.payloadType(b);
        }
        return order != 0 ? order : rows.payloadLength(a) - rows.payloadLength(b);
    }

    private int dropRepeats(int[] order) {
        int kept = 0;
        for (int next : order) {
            if (kept == 0 || compareObservation(order[kept - 1], next) != 0) {
                order[kept++] = next;
            }
        }
        return kept;
    }

    private PacketTrace collect(int[] order, int count) {
        PacketTrace result = new PacketTrace(count);
        int from = 0;
        while (from < count) {
            int to = from + 1;
            while (to < count && rows.arrivalNs(order[to]) == rows.arrivalNs(order[from])) {
                to++;
            }
            addSimultaneous(result, order, from, to);
            from = to;
        }
        return result;
    }

    /** Rows of one arrival: sequence numbers ascend from behind their widest gap, so 65535 comes before 0. */
    private void addSimultaneous(PacketTrace result, int[] order, int from, int to) {
        int start = behindWidestGap(order, from, to);
        for (int i = start; i < to; i++) {
            result.addRow(rows, order[i]);
        }
        for (int i = from; i < start; i++) {
            result.addRow(rows, order[i]);
        }
    }

    private int behindWidestGap(int[] order, int from, int to) {
        int widestAt = from;
        int widest = rows.sequenceNumber(order[from]) + 0x10000 - rows.sequenceNumber(order[to - 1]);
        for (int i = from + 1; i < to; i++) {
            int gap = rows.sequenceNumber(order[i]) - rows.sequenceNumber(order[i - 1]);
            if (gap > widest) {
                widest = gap;
                widestAt = i;
            }
        }
        return widestAt;
    }
}
