package io.sipvault.ingest.hep;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes version 3 packets, of the chunks that all vendors have in common. Layout: see {@link HepFrames}. */
public final class HepEncoder {
    private static final int MOST_BYTES = 0xffff;
    private static final int FAMILY_V4 = 2;
    /** AF_INET6 of Linux, which is what collectors expect. */
    private static final int FAMILY_V6 = 10;
    private static final int UDP = 17;
    /** More than the chunks of fixed length, with their headers, take. */
    private static final int FIXED_BYTES = 160;

    private final byte[] bytes;
    private int length = HepFrames.HEADER_BYTES;

    private HepEncoder(int most) {
        this.bytes = new byte[most];
    }

    /**
     * Writes one packet; its payload as it is, never compressed.
     *
     * @param key
     *            goes with it instead of the packet's own
     * @return null when it is too large for the format, 65,535 bytes in all
     */
    public static byte @Nullable [] encode(HepPacket packet, HepKey key) {
        byte[] node = packet.nodeName().getBytes(StandardCharsets.UTF_8);
        byte[] correlation = packet.correlationId().getBytes(StandardCharsets.UTF_8);
        byte[] secret = key.bytes();
        long most = FIXED_BYTES + (long) node.length + correlation.length + secret.length + packet.payloadLength();
        if (most > MOST_BYTES + FIXED_BYTES) {
            return null;
        }
        HepEncoder encoder = new HepEncoder((int) most);
        encoder.envelope(packet);
        encoder.text(0x0e, secret);
        encoder.text(0x11, correlation);
        encoder.text(0x13, node);
        encoder.chunk(0x0f, packet.payload(), packet.payloadOffset(), packet.payloadLength());
        return encoder.finished();
    }

    private void envelope(HepPacket packet) {
        boolean v4 = packet.source().isV4() && packet.destination().isV4();
        u8(0x01, v4 ? FAMILY_V4 : FAMILY_V6);
        u8(0x02, packet.ipProtocol() < 0 ? UDP : packet.ipProtocol());
        address(v4 ? 0x03 : 0x05, packet.source(), v4);
        address(v4 ? 0x04 : 0x06, packet.destination(), v4);
        u16(0x07, packet.source().port());
        u16(0x08, packet.destination().port());
        u32(0x09, Math.floorDiv(packet.timeNs(), 1_000_000_000L));
        u32(0x0a, Math.floorMod(packet.timeNs(), 1_000_000_000L) / 1000);
        if (packet.protocolType() != HepProtocolType.NONE) {
            u8(0x0b, packet.protocolType());
        }
        if (packet.agentId() >= 0) {
            u32(0x0c, packet.agentId());
        }
        if (packet.vlan() >= 0) {
            u16(0x12, packet.vlan());
        }
    }

    /** Of an IPv4 address beside one of IPv6 the mapped form. */
    private void address(int type, Endpoint endpoint, boolean v4) {
        int at = header(type, v4 ? Integer.BYTES : 2 * Long.BYTES);
        if (v4) {
            Bytes.putI32(bytes, at, (int) endpoint.addressLow());
        } else {
            Bytes.putI64(bytes, at, endpoint.addressHigh());
            Bytes.putI64(bytes, at + Long.BYTES, endpoint.addressLow());
        }
    }

    private void u8(int type, int value) {
        bytes[header(type, Byte.BYTES)] = (byte) value;
    }

    private void u16(int type, int value) {
        Bytes.putI16(bytes, header(type, Short.BYTES), value);
    }

    private void u32(int type, long value) {
        Bytes.putI32(bytes, header(type, Integer.BYTES), (int) value);
    }

    private void text(int type, byte[] value) {
        if (value.length > 0) {
            chunk(type, value, 0, value.length);
        }
    }

    private void chunk(int type, byte[] value, int offset, int count) {
        int at = header(type, count);
        System.arraycopy(value, offset, bytes, at, count);
    }

    /** @return where the value begins */
    private int header(int type, int valueLength) {
        int at = length;
        Bytes.putI16(bytes, at, 0);
        Bytes.putI16(bytes, at + 2, type);
        Bytes.putI16(bytes, at + Integer.BYTES, HepFrames.CHUNK_HEADER_BYTES + valueLength);
        length = at + HepFrames.CHUNK_HEADER_BYTES + valueLength;
        return at + HepFrames.CHUNK_HEADER_BYTES;
    }

    private byte @Nullable [] finished() {
        if (length > MOST_BYTES) {
            return null;
        }
        Bytes.putI32(bytes, 0, HepFrames.MAGIC);
        Bytes.putI16(bytes, Integer.BYTES, length);
        return Arrays.copyOf(bytes, length);
    }
}
