package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * IPv6, RFC 8200 3. A payload length of 0 (jumbogram or segmentation offload) stands for what was captured; extension
 * headers are layers of their own.
 */
final class Ipv6 implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("IPv6 header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("IPv6 header");
    private static final int LENGTH = 40;
    private static final int PAYLOAD_LENGTH_OFFSET = 4;
    private static final int NEXT_HEADER_OFFSET = 6;
    private static final int SOURCE_OFFSET = 8;
    private static final int DESTINATION_OFFSET = 24;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = packet.position;
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int first = Bytes.u16(bytes, start);
        if (first >> 12 != 6) {
            return packet.undecoded(MALFORMED);
        }
        int payloadLength = Bytes.u16(bytes, start + PAYLOAD_LENGTH_OFFSET);
        if (payloadLength != 0) {
            packet.limit(LENGTH + payloadLength);
        }
        packet.trafficClass = first >> 4 & 0xff;
        packet.sourceHigh = Bytes.i64(bytes, start + SOURCE_OFFSET);
        packet.sourceLow = Bytes.i64(bytes, start + SOURCE_OFFSET + Long.BYTES);
        packet.destinationHigh = Bytes.i64(bytes, start + DESTINATION_OFFSET);
        packet.destinationLow = Bytes.i64(bytes, start + DESTINATION_OFFSET + Long.BYTES);
        packet.ipIdentification = 0;
        packet.moreFragments = false;
        packet.fragmentOffset = 0;
        packet.ipProtocol = Bytes.u8(bytes, start + NEXT_HEADER_OFFSET);
        return packet.next(NumberSpace.IP_PROTOCOL, packet.ipProtocol, start + LENGTH);
    }
}
