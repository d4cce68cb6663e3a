package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.Bytes;

/**
 * What a receiver reports of one source, RFC 3550 6.4.1.
 *
 * @param ssrc
 *            of the source, unsigned 32 bit
 * @param fractionLost
 *            0 to 255, in 1/256, since the report before
 * @param cumulativeLost
 *            signed 24 bit: negative when duplicates outnumber losses
 * @param extendedHighestSequenceNumber
 *            wraps in the high, sequence number in the low 16 bits; unsigned 32 bit
 * @param jitterRtpUnits
 *            in units of the RTP clock, unsigned 32 bit
 * @param lastSenderReport
 *            middle 32 bits of the NTP timestamp of the last sender report, 0 if none came; unsigned 32 bit
 * @param delaySinceLastSenderReport
 *            in 1/65536 s; unsigned 32 bit
 */
public record ReportBlock(long ssrc, int fractionLost, int cumulativeLost, long extendedHighestSequenceNumber,
        long jitterRtpUnits, long lastSenderReport, long delaySinceLastSenderReport) {
    static final int LENGTH = 24;

    private static final int UNITS_PER_SECOND = 65_536;

    static ReportBlock at(byte[] bytes, int offset) {
        return new ReportBlock(Bytes.u32(bytes, offset), Bytes.u8(bytes, offset + 4),
                Bytes.i32(bytes, offset + 4) << 8 >> 8, Bytes.u32(bytes, offset + 8), Bytes.u32(bytes, offset + 12),
                Bytes.u32(bytes, offset + 16), Bytes.u32(bytes, offset + 20));
    }

    /** As it stands in a packet. */
    void write(ByteSink out) {
        out.i32((int) ssrc);
        out.i32(fractionLost << 24 | cumulativeLost & 0xff_ffff);
        out.i32((int) extendedHighestSequenceNumber);
        out.i32((int) jitterRtpUnits);
        out.i32((int) lastSenderReport);
        out.i32((int) delaySinceLastSenderReport);
    }

    /**
     * Round trip by RFC 3550 6.4.1 between a point on the way and the receiver, in ns; negative where clocks disagree.
     *
     * @param sinceSenderReportNs
     *            from seeing the sender report that this report answers to seeing this report
     */
    public long roundTripNs(long sinceSenderReportNs) {
        return sinceSenderReportNs - delaySinceLastSenderReport * 1_000_000_000L / UNITS_PER_SECOND;
    }
}
