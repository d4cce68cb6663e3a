package io.sipvault.indexer.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One RTP stream at one vantage. One of which only RTCP was seen has no packets, and the times of its RTCP.
 *
 * @param ssrc
 *            as 0x and 8 hexadecimal digits
 * @param src
 *            address and port
 * @param jitterMs
 *            at the end
 * @param orphaned
 *            whether no dialog announced it
 * @param mos
 *            listening quality, without delay
 * @param mosCq
 *            conversational quality, with the delay that RTCP gives; null where it gives none
 * @param rtcp
 *            what RTCP said of it; null without
 */
public record StreamView(int schemaVersion, String ssrc, String codec, int payloadType, String src, String dst,
        int packets, long octets, double jitterMs, double lossPct, boolean orphaned, @Nullable String associatedDialog,
        @Nullable Double mos, Instant firstSeen, Instant lastSeen, List<Interval> qualityIntervals, long expected,
        long lost, int duplicate, int reordered, int discarded, double jitterMeanMs, double jitterMaxMs,
        @Nullable Mos mosInputs, @Nullable String noScoreReason, List<Digit> dtmf, String agent, String toward,
        double ptimeMs, double burstR, double maxGapMs, List<PayloadType> payloadTypes,
        @Nullable Double mosCq, @Nullable RtcpView rtcp) {
    /** A stretch of time. */
    public record Interval(Instant start, int packets, int lost, @Nullable Double jitterMs, @Nullable Double mos) {}

    /** What the scores were computed from; {@code id} is the delay impairment of the conversational one. */
    public record Mos(String model, String codec, double ie, double bpl, double pplPercent, double burstR, double id) {}

    /** A key that was pressed. */
    public record Digit(String digit, Instant start, double durationMs) {}

    /** A payload type that was seen. */
    public record PayloadType(int payloadType, String codec, int clockRateHz, int packets) {}
}
