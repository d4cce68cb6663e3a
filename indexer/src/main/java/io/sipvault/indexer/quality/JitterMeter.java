package io.sipvault.indexer.quality;

/**
 * Interarrival jitter, <a href="https://www.rfc-editor.org/rfc/rfc3550#appendix-A.8">RFC 3550 A.8</a>, of media packets
 * in sequence. The unit is ns, so the value lives on when the clock rate changes. A packet that cannot be compared with
 * the one before becomes the new reference and leaves the jitter as it is.
 */
final class JitterMeter {
    /** No jitter buffer spans more: such a step of the transit is another clock, a restart or a hold. */
    private static final double LONGEST_STEP_NS = 1e9;
    private static final long SILENCE_NS = 200_000_000L;
    private static final double MS = 1e-6;

    private boolean started;
    private long lastArrivalNs;
    private int lastTimestamp;
    private long lastPosition;
    private int lastPayloadType;
    private int lastClockRateHz;

    private double jitterNs;
    private double sumNs;
    private double maxNs;
    private int samples;
    private int resets;

    /** Forgets the figures so far, not the state. */
    void beginFigures() {
        sumNs = 0;
        maxNs = 0;
        samples = 0;
        resets = 0;
    }

    /** The next media packet is not compared: something else came between. */
    void interrupt() {
        if (started) {
            started = false;
            resets++;
        }
    }

    /**
     * A media packet in sequence.
     *
     * @param position
     *            of the tracker
     * @return whether the jitter has a new value
     */
    boolean accept(PayloadProfile profile, long arrivalNs, int timestamp, boolean marker, long position) {
        boolean comparable = started && profile.payloadType() == lastPayloadType
                && profile.clockRateHz() == lastClockRateHz;
        boolean sampled = comparable && sample(profile, arrivalNs, timestamp, marker, position);
        if (started && !sampled) {
            resets++;
        }
        started = true;
        lastArrivalNs = arrivalNs;
        lastTimestamp = timestamp;
        lastPosition = position;
        lastPayloadType = profile.payloadType();
        lastClockRateHz = profile.clockRateHz();
        return sampled;
    }

    private boolean sample(PayloadProfile profile, long arrivalNs, int timestamp, boolean marker, long position) {
        // Wraps as 32 bits do, so a timestamp past its end is as near as any other.
        int timestampStep = timestamp - lastTimestamp;
        long arrivalStepNs = arrivalNs - lastArrivalNs;
        double transitStepNs = Math.abs(arrivalStepNs - timestampStep * profile.nsPerTick());
        if (timestampStep < 0 || transitStepNs >= LONGEST_STEP_NS
                || followsSilence(profile, timestampStep, arrivalStepNs, marker, position)) {
            return false;
        }
        jitterNs += (transitStepNs - jitterNs) / 16;
        sumNs += jitterNs;
        maxNs = Math.max(maxNs, jitterNs);
        samples++;
        return true;
    }

    /** The timestamp left out packets that the sequence did not (DTX), or a marker came after a pause (hold). */
    private boolean followsSilence(PayloadProfile profile, int timestampStep, long arrivalStepNs, boolean marker,
            long position) {
        int usualStep = profile.usualStepTicks();
        if (usualStep == 0) {
            return false;
        }
        double longestStep = (position - lastPosition + 0.5) * usualStep;
        return timestampStep > longestStep || (marker && arrivalStepNs >= SILENCE_NS
                && arrivalStepNs > longestStep * profile.nsPerTick());
    }

    double jitterNs() {
        return jitterNs;
    }

    JitterFigures figures() {
        return new JitterFigures(jitterNs * MS, samples == 0 ? 0 : sumNs / samples * MS, maxNs * MS, samples, resets);
    }
}
