package io.sipvault.ingest.link;

import io.sipvault.ingest.wire.Bytes;

/** TCP, RFC 9293 3.1. Options are skipped; the checksum is not verified. */
final class Tcp implements Encapsulation {
    private static final UndecodedReason TRUNCATED = UndecodedReason.truncated("TCP header");
    private static final UndecodedReason MALFORMED = UndecodedReason.malformed("TCP header");
    private static final int MIN_LENGTH = 20;
    private static final int SEQUENCE_OFFSET = 4;
    private static final int ACKNOWLEDGMENT_OFFSET = 8;
    private static final int DATA_OFFSET = 12;
    private static final int FLAGS_OFFSET = 13;

    @Override
    public Outcome decode(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = packet.position;
        if (packet.available() < MIN_LENGTH) {
            return packet.undecoded(TRUNCATED);
        }
        int headerLength = (Bytes.u8(bytes, start + DATA_OFFSET) >> 4) << 2;
        if (headerLength < MIN_LENGTH) {
            return packet.undecoded(MALFORMED);
        }
        if (packet.available() < headerLength) {
            return packet.undecoded(TRUNCATED);
        }
        packet.sourcePort = Bytes.u16(bytes, start);
        packet.destinationPort = Bytes.u16(bytes, start + 2);
        packet.tcpSequence = Bytes.i32(bytes, start + SEQUENCE_OFFSET);
        packet.tcpAcknowledgment = Bytes.i32(bytes, start + ACKNOWLEDGMENT_OFFSET);
        packet.tcpFlags = Bytes.u8(bytes, start + FLAGS_OFFSET);
        packet.position = start + headerLength;
        return Outcome.TCP;
    }
}
