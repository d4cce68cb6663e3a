package io.sipvault.indexer.quality;

/**
 * Interarrival jitter, <a href="https://www.rfc-editor.org/rfc/rfc3550#appendix-A.8">RFC 3550 A.8</a>, of media packets
 * in sequence. The unit is ms, so the value lives on when the clock rate changes. A packet that cannot be compared with
 * the one before becomes the new reference and leaves the jitter as it is.
 */
final class JitterMeter {
    /** No jitter buffer spans more: such a step of the transit is another clock, a restart or a hold. */
    private static final double LONGEST_STEP_MS = 1000;
    private static final double SILENCE_MS = 200;

    private boolean started;
    private long lastArrivalNs;
    private int lastTimestamp;
    private long lastPosition;
    private int lastPayloadType;
    private int lastClockRateHz;

    private double jitterMs;
    private double sumMs;
    private double maxMs;
    private int samples;
    private int resets;

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
        double ticksPerMs = profile.clockRateHz() / 1000.0;
        // Wraps as 32 bits do, so a timestamp past its end is as near as any other.
        int timestampStep = timestamp - lastTimestamp;
        double arrivalStepMs = (arrivalNs - lastArrivalNs) / 1e6;
        double transitStepMs = arrivalStepMs - timestampStep / ticksPerMs;
        if (timestampStep < 0 || Math.abs(transitStepMs) >= LONGEST_STEP_MS
                || followsSilence(profile, timestampStep, arrivalStepMs, marker, position)) {
            return false;
        }
        jitterMs += (Math.abs(transitStepMs) - jitterMs) / 16;
        sumMs += jitterMs;
        maxMs = Math.max(maxMs, jitterMs);
        samples++;
        return true;
    }

    /** The timestamp left out packets that the sequence did not (DTX), or a marker came after a pause (hold). */
    private boolean followsSilence(PayloadProfile profile, int timestampStep, double arrivalStepMs, boolean marker,
            long position) {
        int usualStep = profile.usualStepTicks();
        if (usualStep == 0) {
            return false;
        }
        double longestStep = (position - lastPosition + 0.5) * usualStep;
        return timestampStep > longestStep || (marker && arrivalStepMs >= SILENCE_MS
                && arrivalStepMs * profile.clockRateHz() / 1000 > longestStep);
    }

    /** Whether the last packet is a reference for the next. */
    boolean hasReference() {
        return started;
    }

    double jitterMs() {
        return jitterMs;
    }

    JitterFigures figures() {
        return new JitterFigures(jitterMs, samples == 0 ? 0 : sumMs / samples, maxMs, samples, resets);
    }
}
