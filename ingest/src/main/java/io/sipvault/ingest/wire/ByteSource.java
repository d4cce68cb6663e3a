package io.sipvault.ingest.wire;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote; every length is checked against the bytes that are there. */
public final class ByteSource {
    private final byte[] bytes;
    private final int limit;
    private int position;

    public ByteSource(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.limit = offset + length;
    }

    /** What is left, to be read apart from this. */
    public ByteSource copy() {
        return new ByteSource(bytes, position, limit - position);
    }

    public int position() {
        return position;
    }

    public boolean hasMore() {
        return position < limit;
    }

    public int remaining() {
        return limit - position;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    public int i32() {
        need(Integer.BYTES);
        int value = Bytes.i32(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    public long i64() {
        need(Long.BYTES);
        long value = Bytes.i64(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (b & 0x7fL) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw damaged("a varint is longer than 10 bytes");
    }

    public long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A number of things that take at least {@code bytesEach} bytes each: more than can be there is refused. */
    public int count(int bytesEach) {
        long count = varint();
        if (count < 0 || count * bytesEach > remaining()) {
            throw damaged(count + " elements of at least " + bytesEach + " bytes are promised, " + remaining()
                    + " bytes are left");
        }
        return (int) count;
    }

    public byte[] block() {
        int length = count(1);
        byte[] block = new byte[length];
        System.arraycopy(bytes, position, block, 0, length);
        position += length;
        return block;
    }

    public String text() {
        int length = count(1);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    public Hash128 hash() {
        need(16);
        Hash128 hash = Hash128.at(bytes, position);
        position += 16;
        return hash;
    }

    public void skip(int length) {
        need(length);
        position += length;
    }

    private void need(int length) {
        if (length < 0 || limit - position < length) {
            throw damaged("needs " + length + " bytes, " + (limit - position) + " are left");
        }
    }

    private ForensicException damaged(String what) {
        return new ForensicException(ErrorCode.DAMAGED, "reading derived data at offset " + position + ": " + what
                + " (written by another version, or altered?)");
    }
}
