package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * LINKTYPE_NULL and LINKTYPE_LOOP: an address family of 4 bytes, in the byte order of the capturing machine or in network
 * order. Families are small, so the order shows. The number of AF_INET6 differs by system.
 */
final class Loopback implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("loopback header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("loopback header");
    private static final int LENGTH = 4;
    private static final int ETHER_TYPE_IPV4 = 0x0800;
    private static final int ETHER_TYPE_IPV6 = 0x86dd;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int family = Bytes.i32(packet.buffer(), packet.position);
        if ((family & 0xffff_0000) != 0) {
            family = Integer.reverseBytes(family);
        }
        int next = packet.position + LENGTH;
        return switch (family) {
            case 2 -> packet.next(NumberSpace.ETHER_TYPE, ETHER_TYPE_IPV4, next);
            case 10, 24, 28, 30 -> packet.next(NumberSpace.ETHER_TYPE, ETHER_TYPE_IPV6, next);
            default -> packet.undecoded(MALFORMED);
        };
    }
}
