package io.sipvault.ingest.pcap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Builds captures byte by byte, well-formed or not, and remembers where each unit begins. */
final class CaptureBytes {
    final List<Integer> boundaries = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order;
    private int recordExtraBytes;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    static CaptureBytes pcap(ByteOrder order, int magic, int snapLength, int linkType) {
        return new CaptureBytes(order).fileHeader(magic, snapLength, linkType);
    }

    CaptureBytes order(ByteOrder next) {
        order = next;
        return this;
    }

    CaptureBytes fileHeader(int magic, int snapLength, int linkType) {
        return fileHeader(magic, 4, snapLength, linkType);
    }

    CaptureBytes fileHeader(int magic, int minorVersion, int snapLength, int linkType) {
        mark();
        recordExtraBytes = magic == 0xa1b2cd34 ? 8 : 0;
        return i32(magic).i16(2).i16(minorVersion).i32(0).i32(0).i32(snapLength).i32(linkType);
    }

    CaptureBytes record(long seconds, int fraction, int originalLength, byte[] packet) {
        mark();
        return recordHeader(seconds, fraction, packet.length, originalLength).bytes(packet);
    }

    CaptureBytes recordHeader(long seconds, int fraction, int capturedLength, int originalLength) {
        return i32((int) seconds).i32(fraction).i32(capturedLength).i32(originalLength)
                .bytes(new byte[recordExtraBytes]);
    }

    CaptureBytes section(ByteOrder next, long sectionLength, byte[]... options) {
        order = next;
        CaptureBytes body = body().i32(0x1a2b3c4d).i16(1).i16(0).i64(sectionLength);
        return block(0x0a0d0d0a, body.options(options));
    }

    CaptureBytes interfaceDescription(int linkType, int snapLength, byte[]... options) {
        return block(1, body().i16(linkType).i16(0).i32(snapLength).options(options));
    }

    CaptureBytes enhanced(int interfaceId, long ticks, int originalLength, byte[] packet, byte[]... options) {
        return block(6, timed(body().i32(interfaceId), ticks, originalLength, packet).options(options));
    }

    CaptureBytes obsolete(int interfaceId, long ticks, int originalLength, byte[] packet) {
        return block(2, timed(body().i16(interfaceId).i16(0xffff), ticks, originalLength, packet));
    }

    private static CaptureBytes timed(CaptureBytes body, long ticks, int originalLength, byte[] packet) {
        return body.i32((int) (ticks >>> 32)).i32((int) ticks).i32(packet.length).i32(originalLength).bytes(packet)
                .pad();
    }

    CaptureBytes simple(int originalLength, byte[] packet) {
        return block(3, body().i32(originalLength).bytes(packet).pad());
    }

    CaptureBytes secrets(byte[] secrets) {
        return block(10, body().i32(0x544c534b).i32(secrets.length).bytes(secrets).pad());
    }

    CaptureBytes block(int type, CaptureBytes body) {
        byte[] bytes = body.toBytes();
        mark();
        return i32(type).i32(bytes.length + 12).bytes(bytes).i32(bytes.length + 12);
    }

    /** Bytes in this builder's byte order at present. */
    CaptureBytes body() {
        return new CaptureBytes(order);
    }

    byte[] option(int code, byte[] value) {
        return body().i16(code).i16(value.length).bytes(value).pad().toBytes();
    }

    byte[] resolution(int value) {
        return option(9, new byte[]{(byte) value});
    }

    byte[] timeOffset(long seconds) {
        return option(14, body().i64(seconds).toBytes());
    }

    private CaptureBytes options(byte[]... options) {
        for (byte[] option : options) {
            bytes(option);
        }
        return options.length == 0 ? this : i32(0);
    }

    CaptureBytes i16(int value) {
        return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureBytes i32(int value) {
        return bytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    CaptureBytes i64(long value) {
        return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    CaptureBytes bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CaptureBytes pad() {
        return bytes(new byte[-out.size() & 3]);
    }

    CaptureBytes mark() {
        boundaries.add(out.size());
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /** A packet that tells which one it is. */
    static byte[] packet(int number, int length) {
        byte[] packet = new byte[length];
        for (int i = 0; i < length; i++) {
            packet[i] = (byte) (number * 31 + i * 7 + 3);
        }
        return packet;
    }
}
