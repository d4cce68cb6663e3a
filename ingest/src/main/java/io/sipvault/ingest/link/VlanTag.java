package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** IEEE 802.1Q and 802.1ad: tag control information of 2 bytes, EtherType of what follows. */
final class VlanTag implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("VLAN tag");
    private static final int LENGTH = 4;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int type = Bytes.u16(packet.buffer(), packet.position + 2);
        return packet.next(NumberSpace.ETHER_TYPE, type, packet.position + LENGTH);
    }
}
