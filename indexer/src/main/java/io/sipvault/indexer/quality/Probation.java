package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;

/**
 * Whether a trace that no SDP announced is RTP. That takes {@value #LEAST_RUN} packets in a row with one payload type
 * that exists, sequence numbers that go up by one and timestamps that go on as media does: by multiples of one step, or
 * by what the capture's clock says (video), or not at all where all are telephone-events. Copies of a packet in between
 * do not disturb. Protocols that count in these bytes have other steps, or none.
 */
public final class Probation {
    private static final int LEAST_RUN = 4;
    /** 2.5 ms of 8 kHz. */
    private static final int LEAST_STEP_TICKS = 20;
    /** 10 s of 90 kHz, more than any silence within a run of four. */
    private static final int LARGEST_STEP_TICKS = 900_000;
    private static final int LAST_ASSIGNED_STATIC_TYPE = 34;
    private static final int FIRST_DYNAMIC_TYPE = 96;
    private static final double VIDEO_CLOCK_RATE_HZ = 90_000;
    private static final double CLOCK_TOLERANCE = 0.5;
    private static final double CLOCK_TOLERANCE_TICKS = 4500;

    private final PacketTrace trace;
    private int run;
    private int leastStep;
    private boolean multiples;
    private boolean clocked;
    private boolean events;

    private Probation(PacketTrace trace) {
        this.trace = trace;
    }

    /** The answer for a joined trace is the same whatever pieces it was joined from. */
    public static boolean confirms(PacketTrace trace) {
        return new Probation(trace.merged()).confirm();
    }

    private boolean confirm() {
        if (trace.isEmpty()) {
            return false;
        }
        start(0);
        int last = 0;
        for (int row = 1; row < trace.size(); row++) {
            if (isCopy(last, row)) {
                continue;
            }
            if (!follows(last, row) || !extend(last, row)) {
                start(row);
            }
            last = row;
            if (run >= LEAST_RUN && isPlausible()) {
                return true;
            }
        }
        return false;
    }

    private void start(int row) {
        run = isAssigned(trace.payloadType(row)) ? 1 : 0;
        leastStep = 0;
        multiples = true;
        clocked = true;
        events = trace.mayBeEvent(row);
    }

    private boolean isCopy(int last, int row) {
        return trace.sequenceNumber(row) == trace.sequenceNumber(last)
                && trace.timestamp(row) == trace.timestamp(last);
    }

    private boolean follows(int last, int row) {
        return run > 0 && trace.payloadType(row) == trace.payloadType(last)
                && trace.sequenceNumber(row) == (trace.sequenceNumber(last) + 1 & 0xffff);
    }

    /** Takes a packet into the run if its step can be media's. */
    private boolean extend(int last, int row) {
        int step = trace.timestamp(row) - trace.timestamp(last);
        if (step < 0 || step > LARGEST_STEP_TICKS || (step > 0 && step < LEAST_STEP_TICKS)) {
            return false;
        }
        run++;
        events &= trace.mayBeEvent(row);
        clocked &= isClocked(step, trace.arrivalNs(row) - trace.arrivalNs(last));
        if (step > 0) {
            int smaller = leastStep == 0 ? step : Math.min(step, leastStep);
            multiples &= leastStep == 0 || Math.max(step, leastStep) % smaller == 0;
            leastStep = smaller;
        }
        return true;
    }

    private static boolean isClocked(int step, long elapsedNs) {
        double elapsedTicks = elapsedNs * 1e-9 * VIDEO_CLOCK_RATE_HZ;
        return Math.abs(step - elapsedTicks) <= Math.max(CLOCK_TOLERANCE_TICKS, CLOCK_TOLERANCE * elapsedTicks);
    }

    private boolean isPlausible() {
        return leastStep == 0 ? events : multiples || clocked;
    }

    private static boolean isAssigned(int payloadType) {
        return payloadType <= LAST_ASSIGNED_STATIC_TYPE || payloadType >= FIRST_DYNAMIC_TYPE;
    }
}
