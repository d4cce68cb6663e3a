package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * UDP, RFC 768: ports, length, checksum. A length of 0 (jumbogram or segmentation offload) stands for what is there, one
 * that is shorter cuts padding off, one that is longer means that the capture lost the rest.
 */
final class Udp implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("UDP header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("UDP header");
    private static final int LENGTH = 8;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = packet.position;
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        packet.sourcePort = Bytes.u16(bytes, start);
        packet.destinationPort = Bytes.u16(bytes, start + 2);
        int length = Bytes.u16(bytes, start + 4);
        if (length != 0) {
            if (length < LENGTH) {
                return packet.undecoded(MALFORMED);
            }
            packet.limit(length);
        }
        packet.position = start + LENGTH;
        Encapsulation tunnel = NumberSpace.UDP_PORT.find(packet.destinationPort);
        return tunnel == null ? Outcome.UDP : tunnel.decode(packet);
    }
}
