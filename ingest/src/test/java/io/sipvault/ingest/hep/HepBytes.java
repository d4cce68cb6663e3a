package io.sipvault.ingest.hep;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes HEP packets for tests, chunk by chunk. */
public final class HepBytes {
    private static final int FAMILY_V4 = 2;
    private static final int FAMILY_V6 = 10;

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    /** Version 3 with what every sender says. */
    public static HepBytes of(int ipProtocol, Endpoint source, Endpoint destination, long timeNs) {
        boolean v4 = source.isV4();
        return new HepBytes().u8(1, v4 ? FAMILY_V4 : FAMILY_V6).u8(2, ipProtocol)
                .chunk(v4 ? 3 : 5, source.toInetAddress().getAddress())
                .chunk(v4 ? 4 : 6, destination.toInetAddress().getAddress())
                .u16(7, source.port()).u16(8, destination.port())
                .u32(9, Math.floorDiv(timeNs, 1_000_000_000L))
                .u32(10, Math.floorMod(timeNs, 1_000_000_000L) / 1000);
    }

    public HepBytes u8(int type, int value) {
        return chunk(type, new byte[]{(byte) value});
    }

    public HepBytes u16(int type, int value) {
        byte[] bytes = new byte[2];
        Bytes.putI16(bytes, 0, value);
        return chunk(type, bytes);
    }

    public HepBytes u32(int type, long value) {
        byte[] bytes = new byte[4];
        Bytes.putI32(bytes, 0, (int) value);
        return chunk(type, bytes);
    }

    public HepBytes text(int type, String value) {
        return chunk(type, value.getBytes(StandardCharsets.UTF_8));
    }

    public HepBytes chunk(int type, byte[] value) {
        return chunk(0, type, 6 + value.length, value);
    }

    /** A chunk whose length may lie. */
    public HepBytes chunk(int vendor, int type, int length, byte[] value) {
        byte[] header = new byte[6];
        Bytes.putI16(header, 0, vendor);
        Bytes.putI16(header, 2, type);
        Bytes.putI16(header, 4, length);
        chunks.writeBytes(header);
        chunks.writeBytes(value);
        return this;
    }

    /** As SIP: protocol type, agent id and payload. */
    public byte[] sip(long agentId, String message) {
        return u8(11, HepProtocolType.SIP).u32(12, agentId).text(15, message).bytes();
    }

    /** Version 2 over IPv4. */
    public static byte[] version2(int ipProtocol, Endpoint source, Endpoint destination, long timeNs, int agentId,
            byte[] message) {
        byte[] bytes = new byte[28 + message.length];
        bytes[0] = 2;
        bytes[1] = 16;
        bytes[2] = FAMILY_V4;
        bytes[3] = (byte) ipProtocol;
        Bytes.putI16(bytes, 4, source.port());
        Bytes.putI16(bytes, 6, destination.port());
        Bytes.putI32(bytes, 8, (int) source.addressLow());
        Bytes.putI32(bytes, 12, (int) destination.addressLow());
        Bytes.putI32le(bytes, 16, (int) Math.floorDiv(timeNs, 1_000_000_000L));
        Bytes.putI32le(bytes, 20, (int) Math.floorMod(timeNs, 1_000_000_000L) / 1000);
        Bytes.putI32le(bytes, 24, agentId);
        System.arraycopy(message, 0, bytes, 28, message.length);
        return bytes;
    }

    public byte[] bytes() {
        byte[] bytes = new byte[6 + chunks.size()];
        Bytes.putI32(bytes, 0, HepFrames.MAGIC);
        Bytes.putI16(bytes, 4, bytes.length);
        System.arraycopy(chunks.toByteArray(), 0, bytes, 6, chunks.size());
        return bytes;
    }
}
