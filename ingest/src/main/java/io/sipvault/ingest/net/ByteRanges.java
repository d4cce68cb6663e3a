package io.sipvault.ingest.net;

import java.util.Arrays;

/** Which bytes of a datagram are there: disjoint ranges in ascending order, touching ones merged. */
final class ByteRanges {
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int size;

    /** The first range that ends at or behind {@code start}. */
    private int firstTouching(int start) {
        int i = 0;
        while (i < size && ends[i] < start) {
            i++;
        }
        return i;
    }

    /** Whether any byte of the range is there. */
    boolean overlaps(int start, int end) {
        for (int i = firstTouching(start); i < size && starts[i] < end; i++) {
            if (ends[i] > start) {
                return true;
            }
        }
        return false;
    }

    boolean covers(int start, int end) {
        int i = firstTouching(start);
        return start >= end || (i < size && starts[i] <= start && ends[i] >= end);
    }

    void add(int start, int end) {
        int first = firstTouching(start);
        int after = first;
        int from = start;
        int to = end;
        while (after < size && starts[after] <= end) {
            from = Math.min(from, starts[after]);
            to = Math.max(to, ends[after]);
            after++;
        }
        replace(first, after, from, to);
    }

    private void replace(int first, int after, int from, int to) {
        if (size + 1 > starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        System.arraycopy(starts, after, starts, first + 1, size - after);
        System.arraycopy(ends, after, ends, first + 1, size - after);
        starts[first] = from;
        ends[first] = to;
        size += 1 - (after - first);
    }

    /** Where the last range ends, 0 when nothing is there. */
    int end() {
        return size == 0 ? 0 : ends[size - 1];
    }
}
