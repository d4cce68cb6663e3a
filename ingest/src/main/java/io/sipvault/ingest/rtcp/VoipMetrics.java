package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.wire.Bytes;

/**
 * The VoIP metrics report block, RFC 3611 4.7, as it is on the wire.
 *
 * @param ssrc
 *            of the source, unsigned 32 bit
 * @param lossRate
 *            lost in the network since the start, in 1/256
 * @param discardRate
 *            discarded for arriving too late or too early, in 1/256
 * @param burstDensity
 *            lost or discarded within bursts, in 1/256
 * @param gapDensity
 *            lost or discarded within gaps, in 1/256
 * @param burstDurationMs
 *            mean
 * @param gapDurationMs
 *            mean
 * @param roundTripDelayMs
 *            0 when unknown
 * @param endSystemDelayMs
 *            0 when unknown
 * @param signalLevelDbm0
 *            signed; 127 when unavailable, as the next four
 * @param gmin
 *            gap threshold in packets
 * @param rFactor
 *            0 to 100; 127 when unavailable, as the next three
 * @param mosListeningTenths
 *            MOS-LQ, 10 to 50
 * @param mosConversationalTenths
 *            MOS-CQ, 10 to 50
 * @param receiverConfiguration
 *            packet loss concealment, jitter buffer adaptive and rate as bits
 */
public record VoipMetrics(long ssrc, int lossRate, int discardRate, int burstDensity, int gapDensity,
        int burstDurationMs, int gapDurationMs, int roundTripDelayMs, int endSystemDelayMs, int signalLevelDbm0,
        int noiseLevelDbm0, int residualEchoReturnLossDb, int gmin, int rFactor, int externalRFactor,
        int mosListeningTenths, int mosConversationalTenths, int receiverConfiguration, int jitterBufferNominalMs,
        int jitterBufferMaximumMs, int jitterBufferAbsoluteMaximumMs) {
    /** What a level, an R factor or a MOS says when it is not known. */
    public static final int UNAVAILABLE = 127;

    static final int BLOCK_TYPE = 7;
    /** Bytes behind the block's header of 4. */
    static final int LENGTH = 32;

    /** The block whose SSRC is at this offset. */
    static VoipMetrics at(byte[] bytes, int offset) {
        return new VoipMetrics(Bytes.u32(bytes, offset), Bytes.u8(bytes, offset + 4), Bytes.u8(bytes, offset + 5),
                Bytes.u8(bytes, offset + 6), Bytes.u8(bytes, offset + 7), Bytes.u16(bytes, offset + 8),
                Bytes.u16(bytes, offset + 10), Bytes.u16(bytes, offset + 12), Bytes.u16(bytes, offset + 14),
                bytes[offset + 16], bytes[offset + 17], Bytes.u8(bytes, offset + 18), Bytes.u8(bytes, offset + 19),
                Bytes.u8(bytes, offset + 20), Bytes.u8(bytes, offset + 21), Bytes.u8(bytes, offset + 22),
                Bytes.u8(bytes, offset + 23), Bytes.u8(bytes, offset + 24), Bytes.u16(bytes, offset + 26),
                Bytes.u16(bytes, offset + 28), Bytes.u16(bytes, offset + 30));
    }
}
