package io.sipvault.ingest.link;

import org.jspecify.annotations.Nullable;

/** Walks a frame from its link layer to what transports the payload. Keeps no state, allocates nothing. */
public final class PacketDissector {
    /** No honest frame nests deeper. */
    static final int MAX_LAYERS = 16;

    /** Fills the result fields of the packet and says what it carries. */
    public Outcome dissect(Packet packet) {
        @Nullable
        Outcome outcome = packet.first();
        for (int depth = 0; outcome == null && depth < MAX_LAYERS; depth++) {
            outcome = packet.nextLayer().decode(packet);
        }
        return outcome != null ? outcome : packet.undecoded(UndecodedReason.TOO_DEEP);
    }
}
