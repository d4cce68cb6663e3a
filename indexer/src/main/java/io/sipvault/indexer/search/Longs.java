package io.sipvault.indexer.search;

import java.util.Arrays;

/** A list of numbers that grows. */
final class Longs {
    private long[] values = new long[4];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    void clear() {
        size = 0;
    }

    /** Whether a sorted list has a number in a range, both ends included. */
    boolean anyBetween(long first, long last) {
        int at = Arrays.binarySearch(values, 0, size, first);
        int next = at < 0 ? -at - 1 : at;
        return next < size && values[next] <= last;
    }
}
