package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * GRE, RFC 2784 and RFC 2890: flags and version, EtherType of what follows, then 4 bytes each for checksum, key and
 * sequence number where their flag is set. Version 1 (PPTP) and source routing are not decoded.
 */
final class Gre implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("GRE header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("GRE header");
    private static final int MIN_LENGTH = 4;
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING_OR_VERSION = 0x4007;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < MIN_LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int flags = Bytes.u16(packet.buffer(), packet.position);
        if ((flags & ROUTING_OR_VERSION) != 0) {
            return packet.undecoded(MALFORMED);
        }
        int length = MIN_LENGTH + 4 * Integer.bitCount(flags & (CHECKSUM | KEY | SEQUENCE));
        if (packet.available() < length) {
            return packet.undecoded(TRUNCATED);
        }
        int type = Bytes.u16(packet.buffer(), packet.position + 2);
        return packet.next(NumberSpace.ETHER_TYPE, type, packet.position + length);
    }
}
