package io.sipvault.ingest.transport;

import java.util.ArrayList;
import java.util.List;

/** Which positions of a direction went into messages: disjoint ranges in ascending order, touching ones merged. */
final class ConsumedRanges {
    /** @param timeNs capture time of the first packet, of which {@code ref} is the name */
    record Range(long start, long end, long timeNs, long ref) {
        Range with(Range other) {
            Range earlier = other.timeNs < timeNs ? other : this;
            return new Range(Math.min(start, other.start), Math.max(end, other.end), earlier.timeNs, earlier.ref);
        }
    }

    private final List<Range> ranges = new ArrayList<>(2);

    void add(Range added) {
        int i = ranges.size();
        while (i > 0 && ranges.get(i - 1).end >= added.start) {
            i--;
        }
        Range merged = added;
        while (i < ranges.size() && ranges.get(i).start <= merged.end) {
            merged = merged.with(ranges.remove(i));
        }
        ranges.add(i, merged);
    }

    /** Index of the first range that ends behind the position. */
    private int firstBehind(long position) {
        int i = ranges.size();
        while (i > 0 && ranges.get(i - 1).end > position) {
            i--;
        }
        return i;
    }

    /** Where the range that holds the position ends; the position itself when none does. */
    long endOf(long position) {
        int i = firstBehind(position);
        return i < ranges.size() && ranges.get(i).start <= position ? ranges.get(i).end : position;
    }

    /** Where the next range begins. */
    long nextStart(long position) {
        int i = firstBehind(position);
        return i < ranges.size() ? ranges.get(i).start : Long.MAX_VALUE;
    }

    boolean endsAt(long position) {
        return ranges.stream().anyMatch(range -> range.end == position);
    }

    boolean startsAt(long position) {
        return ranges.stream().anyMatch(range -> range.start == position);
    }

    List<Range> ranges() {
        return ranges;
    }

    int size() {
        return ranges.size();
    }
}
