package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Hop-by-hop options, routing and destination options, RFC 8200 4: next header, length in units of 8 bytes beyond 8. */
final class Ipv6Extension implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("IPv6 extension header");
    private static final int MIN_LENGTH = 8;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        return skip(packet, MIN_LENGTH, 8, 8, TRUNCATED);
    }

    /** Skips a header of {@code base} bytes plus {@code unit} for each that its second byte counts. */
    static @Nullable Outcome skip(Packet packet, int minimum, int base, int unit, UndecodedReason reason) {
        if (packet.available() < minimum) {
            return packet.undecoded(reason);
        }
        int length = base + unit * Bytes.u8(packet.buffer(), packet.position + 1);
        if (packet.available() < length) {
            return packet.undecoded(reason);
        }
        packet.ipProtocol = Bytes.u8(packet.buffer(), packet.position);
        return packet.next(NumberSpace.IP_PROTOCOL, packet.ipProtocol, packet.position + length);
    }
}
