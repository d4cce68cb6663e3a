package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * IPv6 fragment header, RFC 8200 4.5: next header, reserved, offset in units of 8 bytes with the M flag, identification. A
 * fragment that is the whole datagram (RFC 6946) is read on at once.
 */
final class Ipv6Fragment implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("IPv6 fragment header");
    private static final int LENGTH = 8;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = packet.position;
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int offset = Bytes.u16(bytes, start + 2);
        packet.ipProtocol = Bytes.u8(bytes, start);
        packet.ipIdentification = Bytes.i32(bytes, start + 4);
        packet.moreFragments = (offset & 1) != 0;
        packet.fragmentOffset = offset & 0xfff8;
        if (packet.moreFragments || packet.fragmentOffset != 0) {
            packet.position = start + LENGTH;
            return Outcome.FRAGMENT;
        }
        return packet.next(NumberSpace.IP_PROTOCOL, packet.ipProtocol, start + LENGTH);
    }
}
