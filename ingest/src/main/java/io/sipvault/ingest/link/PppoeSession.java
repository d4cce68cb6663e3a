package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** PPPoE session stage, RFC 2516 4: version and type, code, session, length; then the PPP protocol of 2 bytes. */
final class PppoeSession implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("PPPoE header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("PPPoE header");
    private static final int HEADER_LENGTH = 6;
    private static final int LENGTH = 8;

    @Override
    public @Nullable Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        byte[] bytes = packet.buffer();
        int start = packet.position;
        int length = Bytes.u16(bytes, start + 4);
        if (Bytes.u8(bytes, start) != 0x11 || Bytes.u8(bytes, start + 1) != 0 || length < 2) {
            return packet.undecoded(MALFORMED);
        }
        packet.limit(HEADER_LENGTH + length);
        return packet.next(NumberSpace.PPP_PROTOCOL, Bytes.u16(bytes, start + HEADER_LENGTH), start + LENGTH);
    }
}
