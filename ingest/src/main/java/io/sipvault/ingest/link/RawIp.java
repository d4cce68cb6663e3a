package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** LINKTYPE_RAW: the frame begins with an IP header, its first four bits say which. */
final class RawIp implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("IP header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("IP header");

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < 1) {
            return packet.undecoded(TRUNCATED);
        }
        return switch (Bytes.u8(packet.buffer(), packet.position) >> 4) {
            case 4 -> packet.next(NumberSpace.ETHER_TYPE, 0x0800, packet.position);
            case 6 -> packet.next(NumberSpace.ETHER_TYPE, 0x86dd, packet.position);
            default -> packet.undecoded(MALFORMED);
        };
    }
}
