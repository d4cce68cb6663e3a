package io.sipvault.ingest.rtcp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One packet of a compound RTCP packet. SSRCs are unsigned 32 bit. */
public sealed interface RtcpPacket {
    /**
     * Reads the packets of a compound packet up to the first that is damaged. Any type may come first, and a packet may
     * stand alone (RFC 5506). No more than {@value RtcpParser#MAX_PACKETS} packets are read.
     */
    static RtcpCompound parseCompound(byte[] bytes, int offset, int length) {
        return new RtcpParser(bytes, offset, length).parse();
    }

    /**
     * Sender report, RFC 3550 6.4.1.
     *
     * @param ntpTimestamp
     *            wall clock of the sender: seconds since 1900 in the high, fractions in the low 32 bits
     * @param rtpTimestamp
     *            the same instant as 32 bit RTP timestamp
     * @param packets
     *            packets sent, modulo 2^32
     * @param octets
     *            payload bytes sent, modulo 2^32
     */
    record SenderReport(long ssrc, long ntpTimestamp, int rtpTimestamp, long packets, long octets,
            List<ReportBlock> reports) implements RtcpPacket {}

    /** Receiver report, RFC 3550 6.4.2. */
    record ReceiverReport(long ssrc, List<ReportBlock> reports) implements RtcpPacket {}

    /** Source description, RFC 3550 6.5; of its items only the CNAME. */
    record SourceDescription(List<SourceName> sources) implements RtcpPacket {}

    /**
     * A chunk of a source description.
     *
     * @param cname
     *            canonical name; null where the chunk has none
     */
    record SourceName(long ssrc, @Nullable String cname) {}

    /** BYE, RFC 3550 6.6. */
    record Bye(List<Long> ssrcs, @Nullable String reason) implements RtcpPacket {}

    /**
     * Extended report, RFC 3611 2.
     *
     * @param blockTypes
     *            types of all blocks in their order
     * @param voipMetrics
     *            the blocks of type 7
     */
    record ExtendedReport(long ssrc, List<Integer> blockTypes, List<VoipMetrics> voipMetrics) implements RtcpPacket {}

    /** Any other type: feedback (RFC 4585), APP and what comes. */
    record Unknown(int packetType, int lengthBytes) implements RtcpPacket {}
}
