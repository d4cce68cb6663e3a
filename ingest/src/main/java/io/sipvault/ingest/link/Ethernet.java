package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Ethernet II: destination and source of 6 bytes, EtherType. A length instead of a type (802.3 LLC) is not decoded. */
final class Ethernet implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("Ethernet header");
    private static final int TYPE_OFFSET = 12;
    private static final int LENGTH = 14;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int type = Bytes.u16(packet.buffer(), packet.position + TYPE_OFFSET);
        return packet.next(NumberSpace.ETHER_TYPE, type, packet.position + LENGTH);
    }
}
