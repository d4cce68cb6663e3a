package io.sipvault.ingest.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts by reason. The number of reasons is bounded: what comes after is counted as "other". */
final class Counts {
    private static final int MOST_REASONS = 500;
    private static final String OTHER = "other";

    private final Map<Object, long[]> counts = new HashMap<>();

    void add(Object reason) {
        add(reason, 1);
    }

    void add(Object reason, long amount) {
        if (amount == 0) {
            return;
        }
        long[] count = counts.get(reason);
        if (count == null) {
            count = counts.computeIfAbsent(counts.size() < MOST_REASONS ? reason : OTHER, r -> new long[1]);
        }
        count[0] += amount;
    }

    SortedMap<String, Long> byReason() {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counts.forEach((reason, count) -> sorted.merge(reason.toString(), count[0], Long::sum));
        return sorted;
    }
}
