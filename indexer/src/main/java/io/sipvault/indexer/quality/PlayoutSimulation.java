package io.sipvault.indexer.quality;

/**
 * Which packets would have come too late to be played. The delay of a packet is its transit (arrival minus timestamp)
 * over the least transit of the last 10 to 20 s, which follows clocks that drift. A fixed buffer discards what is delayed
 * by more than 60 ms, an adaptive one what is delayed by more than 4 times the jitter so far, at least 40 and at most
 * 200 ms. Whatever jitter is not compared over starts a new least transit, as talkspurts do in receivers, and so do
 * 25 discards of the fixed buffer in a row: a receiver starts anew then, lest one early packet silences all others.
 */
final class PlayoutSimulation {
    private static final double FIXED_NS = 60e6;
    private static final double ADAPTIVE_LEAST_NS = 40e6;
    private static final double ADAPTIVE_MOST_NS = 200e6;
    private static final int MOST_DISCARDS_IN_A_ROW = 25;
    private static final long WINDOW_NS = 10_000_000_000L;

    private boolean started;
    private long lastArrivalNs;
    private int lastTimestamp;
    private double lastTransitNs;
    private double leastNs;
    private double leastBeforeNs;
    private long windowEndNs;
    private int discardsInARow;
    private double leastOfRowNs;

    private int discardedFixed;
    private int discardedAdaptive;

    /** Forgets the figures so far, not the state. */
    void beginFigures() {
        discardedFixed = 0;
        discardedAdaptive = 0;
    }

    void interrupt() {
        started = false;
    }

    /**
     * A media packet in sequence.
     *
     * @param comparable
     *            whether its timestamp goes on from the packet before
     * @return whether the fixed buffer discards it
     */
    boolean accept(long arrivalNs, int timestamp, double nsPerTick, boolean comparable, double jitterNs) {
        if (!started || !comparable) {
            anchor(arrivalNs, timestamp);
            return false;
        }
        lastTransitNs = transitNs(arrivalNs, timestamp, nsPerTick);
        lastArrivalNs = arrivalNs;
        lastTimestamp = timestamp;
        moveWindow(arrivalNs);
        leastNs = Math.min(leastNs, lastTransitNs);
        boolean discarded = judge(lastTransitNs, jitterNs);
        startAnewAfterDiscards(discarded);
        return discarded;
    }

    private void startAnewAfterDiscards(boolean discarded) {
        leastOfRowNs = discarded && discardsInARow > 0 ? Math.min(leastOfRowNs, lastTransitNs) : lastTransitNs;
        discardsInARow = discarded ? discardsInARow + 1 : 0;
        if (discardsInARow == MOST_DISCARDS_IN_A_ROW) {
            leastNs = leastOfRowNs;
            leastBeforeNs = Double.POSITIVE_INFINITY;
            discardsInARow = 0;
        }
    }

    /** A media packet that others overtook: it is late by its own transit, and no reference for others. */
    boolean acceptLate(long arrivalNs, int timestamp, double nsPerTick, double jitterNs) {
        return started && judge(transitNs(arrivalNs, timestamp, nsPerTick), jitterNs);
    }

    private void anchor(long arrivalNs, int timestamp) {
        started = true;
        lastArrivalNs = arrivalNs;
        lastTimestamp = timestamp;
        lastTransitNs = 0;
        leastNs = 0;
        leastBeforeNs = Double.POSITIVE_INFINITY;
        windowEndNs = arrivalNs + WINDOW_NS;
        discardsInARow = 0;
    }

    private double transitNs(long arrivalNs, int timestamp, double nsPerTick) {
        return lastTransitNs + (arrivalNs - lastArrivalNs) - (timestamp - lastTimestamp) * nsPerTick;
    }

    private void moveWindow(long arrivalNs) {
        if (arrivalNs >= windowEndNs) {
            leastBeforeNs = leastNs;
            leastNs = Double.POSITIVE_INFINITY;
            windowEndNs = arrivalNs + WINDOW_NS;
        }
    }

    private boolean judge(double transitNs, double jitterNs) {
        double delayNs = transitNs - Math.min(leastNs, leastBeforeNs);
        if (delayNs > Math.clamp(4 * jitterNs, ADAPTIVE_LEAST_NS, ADAPTIVE_MOST_NS)) {
            discardedAdaptive++;
        }
        if (delayNs > FIXED_NS) {
            discardedFixed++;
            return true;
        }
        return false;
    }

    int discardedFixed() {
        return discardedFixed;
    }

    int discardedAdaptive() {
        return discardedAdaptive;
    }
}
