package io.sipvault.ingest.traffic;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Events in time order; those of one time in the order in which they were added. */
final class Timeline {
    /** What happens at a time. */
    @FunctionalInterface
    interface Event {
        void happen(long timeNs) throws IOException;
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>(
            Comparator.comparingLong(Entry::timeNs).thenComparingLong(Entry::order));
    private long added;
    private long nowNs;

    /** What is to happen before now happens now. */
    void at(long timeNs, Event event) {
        queue.add(new Entry(Math.max(timeNs, nowNs), added++, event));
    }

    void run() throws IOException {
        for (Entry next = queue.poll(); next != null; next = queue.poll()) {
            nowNs = next.timeNs;
            next.event.happen(nowNs);
        }
    }

    private record Entry(long timeNs, long order, Event event) {}
}
