package io.sipvault.agent.hep;

import java.util.Arrays;

/** How far another's clock is ahead of ours, as the last packets tell: their median, so that a late packet changes nothing. */
final class ClockOffset {
    private static final int LOOKED_AT = 31;

    private final long[] offsetsNs = new long[LOOKED_AT];
    private int count;
    private int next;

    void add(long offsetNs) {
        offsetsNs[next] = offsetNs;
        next = (next + 1) % LOOKED_AT;
        count = Math.min(count + 1, LOOKED_AT);
    }

    boolean isKnown() {
        return count > 0;
    }

    long medianNs() {
        long[] sorted = Arrays.copyOf(offsetsNs, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
