package io.sipvault.ingest.decode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Of a flood under one key this many are kept at each end, the others counted. */
final class BothEnds<T> {
    private static final int KEPT_AT_EACH_END = 2000;

    private final List<T> first = new ArrayList<>(4);
    private final Deque<T> last = new ArrayDeque<>(0);
    private long leftOut;

    void add(T item) {
        if (first.size() < KEPT_AT_EACH_END) {
            first.add(item);
            return;
        }
        last.add(item);
        if (last.size() > KEPT_AT_EACH_END) {
            last.remove();
            leftOut++;
        }
    }

    /** Those that were kept, in the order of adding. */
    List<T> all() {
        List<T> all = new ArrayList<>(first);
        all.addAll(last);
        return all;
    }

    long leftOut() {
        return leftOut;
    }
}
