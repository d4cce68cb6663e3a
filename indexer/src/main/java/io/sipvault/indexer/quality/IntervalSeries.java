package io.sipvault.indexer.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Sums by interval of capture time; intervals in which nothing was to come do not exist. */
final class IntervalSeries {
    /** Bounds what a stranger's capture can make of one stream: 5.8 days of 5 s. What lies behind falls in the last. */
    private static final int MAX_INTERVALS = 100_000;

    /** The sums of one interval. */
    static final class Sums {
        private final long startNs;
        int packets;
        int unique;
        double jitterSumNs;
        int jitterSamples;
        final ImpairmentRuns runs = new ImpairmentRuns();

        Sums(long startNs) {
            this.startNs = startNs;
        }

        QualityInterval toInterval(Scorer scorer) {
            long expected = (long) unique + runs.lost();
            return new QualityInterval(startNs, packets, (int) runs.lost(), (int) runs.discarded(),
                    jitterSamples == 0 ? null : jitterSumNs / jitterSamples / 1e6,
                    expected == 0 ? null : scorer.listening(runs, expected));
        }
    }

    private final long lengthNs;
    private final TreeMap<Long, Sums> byStart = new TreeMap<>();
    private Sums current = new Sums(0);
    /** Empty at first, so that nothing is in the interval that does not exist yet. */
    private long currentStartNs;
    private long currentEndNs;

    IntervalSeries(int intervalMs) {
        this.lengthNs = intervalMs * 1_000_000L;
    }

    /** The interval of a time, made if it does not exist. */
    Sums at(long timeNs) {
        if (timeNs < currentEndNs && timeNs >= currentStartNs) {
            return current;
        }
        long startNs = Math.floorDiv(timeNs, lengthNs) * lengthNs;
        Sums sums = byStart.get(startNs);
        if (sums == null) {
            if (byStart.size() >= MAX_INTERVALS) {
                return byStart.lastEntry().getValue();
            }
            sums = new Sums(startNs);
            byStart.put(startNs, sums);
        }
        current = sums;
        currentStartNs = startNs;
        currentEndNs = startNs + lengthNs;
        return sums;
    }

    /**
     * Adds packets that were lost between two arrivals: the k-th of n is expected at k / (n + 1) of the time between.
     *
     * @param fromNs
     *            arrival of the packet before the loss
     * @param toNs
     *            arrival of the packet behind it; the earlier one if that was overtaken
     */
    void addLost(long fromNs, long toNs, long count) {
        double stepNs = (double) Math.max(0, toNs - fromNs) / (count + 1);
        long done = 0;
        while (done < count) {
            long timeNs = fromNs + (long) (stepNs * (done + 1));
            Sums sums = at(timeNs);
            long upTo = Math.max(done + 1, countBefore(currentEndNs - fromNs, stepNs, count));
            sums.runs.lose(upTo - done);
            done = upTo;
        }
    }

    /** How many lost packets are expected before a time relative to the packet before them. */
    private static long countBefore(long relativeNs, double stepNs, long count) {
        return stepNs == 0 ? count : Math.min(count, (long) Math.ceil(relativeNs / stepNs) - 1);
    }

    List<QualityInterval> toIntervals(Scorer scorer) {
        List<QualityInterval> intervals = new ArrayList<>(byStart.size());
        byStart.values().forEach(sums -> intervals.add(sums.toInterval(scorer)));
        return List.copyOf(intervals);
    }
}
