package io.sipvault.indexer.quality;

/**
 * Which packets would have come too late to be played. The delay of a packet is its transit (arrival minus timestamp)
 * over the least transit of the last 10 to 20 s, which follows clocks that drift. A fixed buffer discards what is delayed
 * by more than 60 ms, an adaptive one what is delayed by more than 4 times the jitter so far, at least 40 and at most
 * 200 ms. Whatever jitter is not compared over starts a new least transit, as talkspurts do in receivers.
 */
final class PlayoutSimulation {
    private static final double FIXED_MS = 60;
    private static final double ADAPTIVE_LEAST_MS = 40;
    private static final double ADAPTIVE_MOST_MS = 200;
    private static final long WINDOW_NS = 10_000_000_000L;

    private boolean started;
    private long lastArrivalNs;
    private int lastTimestamp;
    private double lastTransitMs;
    private double leastMs;
    private double leastBeforeMs;
    private long windowEndNs;

    private int discardedFixed;
    private int discardedAdaptive;

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
    boolean accept(long arrivalNs, int timestamp, int clockRateHz, boolean comparable, double jitterMs) {
        if (!started || !comparable) {
            anchor(arrivalNs, timestamp);
            return false;
        }
        lastTransitMs = transitMs(arrivalNs, timestamp, clockRateHz);
        lastArrivalNs = arrivalNs;
        lastTimestamp = timestamp;
        moveWindow(arrivalNs);
        leastMs = Math.min(leastMs, lastTransitMs);
        return judge(lastTransitMs, jitterMs);
    }

    /** A media packet that others overtook: it is late by its own transit, and no reference for others. */
    boolean acceptLate(long arrivalNs, int timestamp, int clockRateHz, double jitterMs) {
        return started && judge(transitMs(arrivalNs, timestamp, clockRateHz), jitterMs);
    }

    private void anchor(long arrivalNs, int timestamp) {
        started = true;
        lastArrivalNs = arrivalNs;
        lastTimestamp = timestamp;
        lastTransitMs = 0;
        leastMs = 0;
        leastBeforeMs = Double.POSITIVE_INFINITY;
        windowEndNs = arrivalNs + WINDOW_NS;
    }

    private double transitMs(long arrivalNs, int timestamp, int clockRateHz) {
        return lastTransitMs + (arrivalNs - lastArrivalNs) / 1e6 - (timestamp - lastTimestamp) * 1e3 / clockRateHz;
    }

    private void moveWindow(long arrivalNs) {
        if (arrivalNs >= windowEndNs) {
            leastBeforeMs = leastMs;
            leastMs = Double.POSITIVE_INFINITY;
            windowEndNs = arrivalNs + WINDOW_NS;
        }
    }

    private boolean judge(double transitMs, double jitterMs) {
        double delayMs = transitMs - Math.min(leastMs, leastBeforeMs);
        if (delayMs > Math.clamp(4 * jitterMs, ADAPTIVE_LEAST_MS, ADAPTIVE_MOST_MS)) {
            discardedAdaptive++;
        }
        if (delayMs > FIXED_MS) {
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
