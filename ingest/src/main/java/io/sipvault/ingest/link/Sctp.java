package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;

/** SCTP common header, RFC 9260 3.1: ports, verification tag, checksum; the chunks are the payload. */
final class Sctp implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("SCTP header");
    private static final int LENGTH = 12;

    @Override
    public Outcome decode(Packet packet) {
        if (packet.available() < LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        packet.sourcePort = Bytes.u16(packet.buffer(), packet.position);
        packet.destinationPort = Bytes.u16(packet.buffer(), packet.position + 2);
        packet.position += LENGTH;
        return Outcome.SCTP;
    }
}
