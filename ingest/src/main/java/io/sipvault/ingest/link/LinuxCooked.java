package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** LINKTYPE_LINUX_SLL: packet type, ARPHRD type, address length, 8 bytes of address, EtherType. */
final class LinuxCooked implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("Linux cooked header");
    private static final int PROTOCOL_OFFSET = 14;
    private static final int LENGTH = 16;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int type = Bytes.u16(packet.buffer(), packet.position + PROTOCOL_OFFSET);
        return packet.next(NumberSpace.ETHER_TYPE, type, packet.position + LENGTH);
    }
}
