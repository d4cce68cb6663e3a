package io.sipvault.ingest.rtp;

import java.util.Arrays;

/** A stable sort of row numbers without boxing: ascending runs are found, then merged pairwise. */
final class NaturalMergeSort {
    /** Compares two rows by number. */
    @FunctionalInterface
    interface RowOrder {
        int compare(int a, int b);
    }

    private final RowOrder order;
    private int[] source;
    private int[] target;

    private NaturalMergeSort(int size, RowOrder order) {
        this.order = order;
        this.source = new int[size];
        this.target = new int[size];
        Arrays.setAll(source, row -> row);
    }

    /** The numbers 0 to size - 1 in order. */
    static int[] sort(int size, RowOrder order) {
        NaturalMergeSort sort = new NaturalMergeSort(size, order);
        while (!sort.pass()) {
            int[] sorted = sort.target;
            sort.target = sort.source;
            sort.source = sorted;
        }
        return sort.source;
    }

    /** Merges each pair of neighbouring runs into the target; true if the source was one run. */
    private boolean pass() {
        int from = 0;
        while (from < source.length) {
            int middle = runEnd(from);
            if (from == 0 && middle == source.length) {
                return true;
            }
            int to = runEnd(middle);
            mergeRuns(from, middle, to);
            from = to;
        }
        return source.length == 0;
    }

    private int runEnd(int from) {
        int end = from;
        while (end < source.length && (end == from || order.compare(source[end - 1], source[end]) <= 0)) {
            end++;
        }
        return end;
    }

    private void mergeRuns(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right == to
                    || (left < middle && order.compare(source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
