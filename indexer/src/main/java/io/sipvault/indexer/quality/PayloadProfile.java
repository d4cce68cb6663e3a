package io.sipvault.indexer.quality;

import org.jspecify.annotations.Nullable;

/** What a trace shows of one payload type. */
final class PayloadProfile {
    /** How packets of a type count. */
    enum Role {
        MEDIA,
        COMFORT_NOISE,
        TELEPHONE_EVENT,
        /** Unknown, but always 4 bytes: taken for events where jitter is concerned, read as no digit. */
        LIKELY_EVENT
    }

    private static final int DEFAULT_CLOCK_RATE_HZ = 8000;
    private static final int[] CLOCK_RATES_HZ = {8000, 12000, 16000, 24000, 32000, 44100, 48000, 90000};
    /** Steps over longer pauses say nothing of the clock: a hold stops it in some senders. */
    private static final long LONGEST_PAUSE_NS = 1_000_000_000L;
    private static final int LONGEST_STEP = 200_000;

    private final int payloadType;
    private final Majority stepTicks = new Majority();
    private final Majority payloadLengths = new Majority();
    private int packets;
    private boolean alwaysEventSized = true;
    private long ticks;
    private long elapsedNs;
    private PayloadFormat format = new PayloadFormat("", DEFAULT_CLOCK_RATE_HZ);
    private double nsPerTick = 1e9 / DEFAULT_CLOCK_RATE_HZ;
    private boolean clockRateGuessed;
    private Role role = Role.MEDIA;

    PayloadProfile(int payloadType) {
        this.payloadType = payloadType;
    }

    /**
     * @param own
     *            whether it is one of the packets that are measured
     */
    void count(int payloadLength, boolean mayBeEvent, boolean own) {
        packets += own ? 1 : 0;
        alwaysEventSized &= mayBeEvent;
        payloadLengths.add(payloadLength);
    }

    /** A packet that follows the one before in sequence. */
    void step(int timestampStep, long arrivalStepNs) {
        stepTicks.add(timestampStep);
        if (timestampStep >= 0 && timestampStep < LONGEST_STEP && arrivalStepNs < LONGEST_PAUSE_NS) {
            ticks += timestampStep;
            elapsedNs += arrivalStepNs;
        }
    }

    /** Decides what the type carries once all packets were counted. */
    void settle(@Nullable PayloadFormat known) {
        clockRateGuessed = known == null;
        format = known != null ? known : new PayloadFormat("", guessClockRateHz());
        nsPerTick = 1e9 / format.clockRateHz();
        if (format.isComfortNoise()) {
            role = Role.COMFORT_NOISE;
        } else if (format.isTelephoneEvent()) {
            role = Role.TELEPHONE_EVENT;
        } else if (known == null && alwaysEventSized) {
            role = Role.LIKELY_EVENT;
        }
    }

    /** The rate whose ratio to the observed one is nearest to 1. */
    private int guessClockRateHz() {
        if (ticks == 0 || elapsedNs <= 0) {
            return DEFAULT_CLOCK_RATE_HZ;
        }
        double observedHz = ticks * 1e9 / elapsedNs;
        int nearest = DEFAULT_CLOCK_RATE_HZ;
        for (int rate : CLOCK_RATES_HZ) {
            if (Math.abs(Math.log(observedHz / rate)) < Math.abs(Math.log(observedHz / nearest))) {
                nearest = rate;
            }
        }
        return nearest;
    }

    int payloadType() {
        return payloadType;
    }

    int packets() {
        return packets;
    }

    Role role() {
        return role;
    }

    boolean isMedia() {
        return role == Role.MEDIA;
    }

    String encodingName() {
        return format.encodingName();
    }

    int clockRateHz() {
        return format.clockRateHz();
    }

    /** What multiplies ticks of the RTP clock to ns; computed once, as packets come by the million. */
    double nsPerTick() {
        return nsPerTick;
    }

    /** Timestamp step of most packets that follow one another; 0 where there is none, as with video frames. */
    int usualStepTicks() {
        return Math.max(0, stepTicks.value());
    }

    int usualPayloadLength() {
        return payloadLengths.value();
    }

    PayloadTypeUse toUse() {
        return new PayloadTypeUse(payloadType, encodingName(), clockRateHz(), clockRateGuessed, packets);
    }
}
