package io.sipvault.ingest.hep;

import io.sipvault.ingest.hep.HepDecoder.Time;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The chunks of a version 3 packet while it is read. Chunks of a wrong length say nothing, those of vendors and of unknown
 * types are skipped, of a repeated one the last counts. Layout: see {@link HepFrames}.
 */
final class HepChunks {
    private static final int MOST_TEXT = 512;
    private static final int ABSENT = -1;

    private final byte[] b;
    private final long carrierNs;
    private int ipProtocol = ABSENT;
    private int sourceAt;
    private int sourceLength;
    private int destinationAt;
    private int destinationLength;
    private int sourcePort;
    private int destinationPort;
    private long seconds = ABSENT;
    private long microseconds;
    private int protocolType = HepProtocolType.NONE;
    private long agentId = ABSENT;
    private int vlan = ABSENT;
    private String nodeName = "";
    private String correlationId = "";
    private HepKey key = HepKey.NONE;
    private int payloadAt = ABSENT;
    private int payloadLength;
    private boolean compressed;

    HepChunks(byte[] b, long carrierNs) {
        this.b = b;
        this.carrierNs = carrierNs;
    }

    HepResult read(int offset, int available, boolean cut) {
        int total = Bytes.u16(b, offset + Integer.BYTES);
        boolean missing = cut && total > available;
        if (total > available && !cut) {
            return HepProblem.DAMAGED;
        }
        boolean whole = chunks(offset + HepFrames.HEADER_BYTES, offset + Math.min(total, available), missing);
        if (payloadAt == ABSENT) {
            return missing ? HepProblem.CUT : whole ? HepProblem.NO_PAYLOAD : HepProblem.DAMAGED;
        }
        if (compressed && missing) {
            return HepProblem.CUT;
        }
        return compressed ? inflated() : packet(b, payloadAt, payloadLength);
    }

    /** @return whether chunks filled the bytes without rest */
    private boolean chunks(int first, int end, boolean missing) {
        int at = first;
        while (end - at >= HepFrames.CHUNK_HEADER_BYTES) {
            int length = Bytes.u16(b, at + Integer.BYTES);
            int there = missing ? Math.min(length, end - at) : length;
            if (length < HepFrames.CHUNK_HEADER_BYTES || there > end - at) {
                return false;
            }
            if (Bytes.u16(b, at) == 0) {
                chunk(Bytes.u16(b, at + 2), at + HepFrames.CHUNK_HEADER_BYTES, there - HepFrames.CHUNK_HEADER_BYTES);
            }
            at += there;
        }
        return at == end;
    }

    private void chunk(int type, int at, int length) {
        switch (type) {
            case 0x02 -> ipProtocol = u8(at, length, ipProtocol);
            case 0x03, 0x05 -> {
                sourceAt = at;
                sourceLength = length;
            }
            case 0x04, 0x06 -> {
                destinationAt = at;
                destinationLength = length;
            }
            case 0x07 -> sourcePort = u16(at, length, sourcePort);
            case 0x08 -> destinationPort = u16(at, length, destinationPort);
            case 0x09 -> seconds = u32(at, length, seconds);
            case 0x0a -> microseconds = u32(at, length, microseconds);
            case 0x0b -> protocolType = u8(at, length, protocolType);
            case 0x0c -> agentId = u32(at, length, agentId);
            case 0x0e -> key = new HepKey(Arrays.copyOfRange(b, at, at + Math.min(length, HepKey.MOST_BYTES)));
            case 0x0f -> payload(at, length, false);
            case 0x10 -> payload(at, length, true);
            case 0x11 -> correlationId = text(at, length);
            case 0x12 -> vlan = u16(at, length, vlan);
            case 0x13 -> nodeName = text(at, length);
            default -> {
            }
        }
    }

    private int u8(int at, int length, int otherwise) {
        return length == Byte.BYTES ? Bytes.u8(b, at) : otherwise;
    }

    private int u16(int at, int length, int otherwise) {
        return length == Short.BYTES ? Bytes.u16(b, at) : otherwise;
    }

    private long u32(int at, int length, long otherwise) {
        return length == Integer.BYTES ? Bytes.u32(b, at) : otherwise;
    }

    /** Without the zeros that some senders end a text with. A longer one than any identifier is none. */
    private String text(int at, int length) {
        int end = at + length;
        while (end > at && b[end - 1] == 0) {
            end--;
        }
        return end - at > MOST_TEXT ? "" : new String(b, at, end - at, StandardCharsets.UTF_8).strip();
    }

    private void payload(int at, int length, boolean isCompressed) {
        payloadAt = at;
        payloadLength = length;
        compressed = isCompressed;
    }

    private HepResult inflated() {
        if (!Inflation.isCompressed(b, payloadAt, payloadLength)) {
            return packet(b, payloadAt, payloadLength);
        }
        Inflation inflation = Inflation.of(b, payloadAt, payloadLength);
        byte[] content = inflation.content();
        return content == null ? inflation.problem() : packet(content, 0, content.length);
    }

    private HepPacket packet(byte[] payload, int offset, int length) {
        Time time = seconds == ABSENT
                ? new Time(carrierNs, TimeFrom.CARRIER)
                : Time.of(seconds, microseconds, carrierNs);
        Endpoint source = HepDecoder.endpoint(b, sourceAt, sourceLength, sourcePort);
        Endpoint destination = HepDecoder.endpoint(b, destinationAt, destinationLength, destinationPort);
        return new HepPacket(3, ipProtocol, source, destination, time.ns(), time.from(), protocolType, agentId,
                nodeName, key, correlationId, vlan, payload, offset, length);
    }
}
