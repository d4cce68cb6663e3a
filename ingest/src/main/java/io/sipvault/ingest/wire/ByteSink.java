package io.sipvault.ingest.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the integers of our own formats: LEB128 varints, plain and zigzag. */
public final class ByteSink {
    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** The array behind; valid up to {@link #size()} and until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void i32(int value) {
        ensure(Integer.BYTES);
        Bytes.putI32(bytes, size, value);
        size += Integer.BYTES;
    }

    public void i64(long value) {
        ensure(Long.BYTES);
        Bytes.putI64(bytes, size, value);
        size += Long.BYTES;
    }

    public void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Small positive and negative numbers alike in few bytes. */
    public void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    public void bytes(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Length and bytes. */
    public void block(byte[] source) {
        varint(source.length);
        bytes(source, 0, source.length);
    }

    /** Length and UTF-8. */
    public void text(String text) {
        block(text.getBytes(StandardCharsets.UTF_8));
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
