package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** LINKTYPE_LINUX_SLL2: EtherType first, then interface index, ARPHRD type, packet type, address length and address. */
final class LinuxCooked2 implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("Linux cooked v2 header");
    private static final int LENGTH = 20;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int type = Bytes.u16(packet.buffer(), packet.position);
        return packet.next(NumberSpace.ETHER_TYPE, type, packet.position + LENGTH);
    }
}
