package io.sipvault.ingest.link;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * IPv4, RFC 791 3.1. Options are skipped. A total length of 0 stands for what was captured (segmentation offload); the
 * header checksum is not verified, since captures on the sending host hold frames before it is filled in.
 */
final class Ipv4 implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("IPv4 header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("IPv4 header");
    private static final int MIN_LENGTH = 20;
    private static final int TOTAL_LENGTH_OFFSET = 2;
    private static final int IDENTIFICATION_OFFSET = 4;
    private static final int FRAGMENT_OFFSET = 6;
    private static final int PROTOCOL_OFFSET = 9;
    private static final int SOURCE_OFFSET = 12;
    private static final int DESTINATION_OFFSET = 16;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = packet.position;
        if (packet.available() < MIN_LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int first = Bytes.u8(bytes, start);
        int headerLength = (first & 0xf) << 2;
        int totalLength = Bytes.u16(bytes, start + TOTAL_LENGTH_OFFSET);
        if (first >> 4 != 4 || headerLength < MIN_LENGTH || (totalLength != 0 && totalLength < headerLength)) {
            return packet.undecoded(MALFORMED);
        }
        if (totalLength != 0) {
            packet.limit(totalLength);
        }
        if (packet.available() < headerLength) {
            return packet.undecoded(TRUNCATED);
        }
        readAddresses(packet, bytes, start);
        return goOn(packet, bytes, start, headerLength);
    }

    private static void readAddresses(Packet packet, byte[] bytes, int start) {
        packet.trafficClass = Bytes.u8(bytes, start + 1);
        packet.sourceHigh = 0;
        packet.sourceLow = Endpoint.mappedV4(Bytes.i32(bytes, start + SOURCE_OFFSET));
        packet.destinationHigh = 0;
        packet.destinationLow = Endpoint.mappedV4(Bytes.i32(bytes, start + DESTINATION_OFFSET));
    }

    private static @Nullable Outcome goOn(Packet packet, byte[] bytes, int start, int headerLength) {
        int fragment = Bytes.u16(bytes, start + FRAGMENT_OFFSET);
        packet.ipIdentification = Bytes.u16(bytes, start + IDENTIFICATION_OFFSET);
        packet.ipProtocol = Bytes.u8(bytes, start + PROTOCOL_OFFSET);
        packet.moreFragments = (fragment & 0x2000) != 0;
        packet.fragmentOffset = (fragment & 0x1fff) << 3;
        if (packet.moreFragments || packet.fragmentOffset != 0) {
            packet.position = start + headerLength;
            return Outcome.FRAGMENT;
        }
        return packet.next(NumberSpace.IP_PROTOCOL, packet.ipProtocol, start + headerLength);
    }
}
