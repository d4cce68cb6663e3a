package io.sipvault.indexer.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What RTCP said of a stream. These are the endpoints' own figures: they stand beside what was measured here.
 *
 * @param packets
 *            RTCP packets that speak of it
 * @param cname
 *            canonical name of its source
 * @param byes
 *            BYE packets of its source
 * @param senderReports
 *            of its source
 * @param packetsSent
 *            by the last of those, modulo 2^32
 * @param octetsSent
 *            payload bytes, modulo 2^32
 * @param reports
 *            report blocks of its receiver; those that follow are of the last
 * @param cumulativeLost
 *            since the start; negative when duplicates outnumber losses
 * @param fractionLost
 *            since the report before, in 1/256
 * @param highestSequence
 *            highest sequence number received, wraps in the bits from 16 on
 * @param jitter
 *            in units of the RTP clock
 * @param jitterMs
 *            null when the clock is not known
 * @param roundTripMs
 *            of the network between both ends: the sum of the next two; null when one is not known
 * @param roundTripToReceiverMs
 *            from the point of capture to the receiver and back, the median
 * @param roundTripToSenderMs
 *            from the point of capture to the sender and back, the median
 * @param xr
 *            VoIP metrics of its receiver; null without
 */
public record RtcpView(int packets, Instant firstSeen, Instant lastSeen, @Nullable String cname, int byes,
        int senderReports, @Nullable Long packetsSent, @Nullable Long octetsSent, int reports,
        @Nullable Integer cumulativeLost, @Nullable Integer fractionLost, @Nullable Integer fractionLostMax,
        @Nullable Long highestSequence, @Nullable Long jitter, @Nullable Double jitterMs, @Nullable Long jitterMax,
        @Nullable Double jitterMaxMs,
        @Nullable Double roundTripMs, @Nullable Double roundTripToReceiverMs, @Nullable Double roundTripToSenderMs,
        @Nullable Xr xr) {
    /** Whether it proves that media was sent, or received, though perhaps not seen. */
    public boolean provesMedia() {
        return (packetsSent != null && packetsSent > 0) || (highestSequence != null && highestSequence > 0);
    }

    /**
     * The last VoIP metrics block, RFC 3611 4.7. Rates and densities are in 1/256; what the receiver did not know is null.
     *
     * @param reports
     *            how many blocks came
     * @param mosLq
     *            listening quality
     * @param mosCq
     *            conversational quality
     */
    public record Xr(int reports, int lossRate, int discardRate, int burstDensity, int gapDensity,
            int burstDurationMs, int gapDurationMs, @Nullable Integer roundTripDelayMs,
            @Nullable Integer endSystemDelayMs, @Nullable Integer signalLevelDbm0, @Nullable Integer noiseLevelDbm0,
            @Nullable Integer residualEchoReturnLossDb, @Nullable Integer rFactor, @Nullable Integer externalRFactor,
            @Nullable Double mosLq, @Nullable Double mosCq, int jitterBufferNominalMs, int jitterBufferMaximumMs) {}
}
