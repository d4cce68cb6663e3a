package io.sipvault.ingest.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first 16 bytes of a SHA-256: an identifier that a stranger's bytes cannot be made to collide with. Ordered as
 * unsigned big endian bytes.
 */
public record Hash128(long high, long low) implements Comparable<Hash128> {
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hash128::sha256);

    /** A new SHA-256 digest; every Java platform has it. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    public static Hash128 of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    public static Hash128 of(byte[] bytes, int offset, int length) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, offset, length);
        byte[] hash = digest.digest();
        return new Hash128(Bytes.i64(hash, 0), Bytes.i64(hash, Long.BYTES));
    }

    public static Hash128 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the 32 hexadecimal digits that {@link #toString()} writes. */
    public static Hash128 parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != 16) {
            throw new IllegalArgumentException("a 128 bit hash has 32 hexadecimal digits, got " + hex.length());
        }
        return new Hash128(Bytes.i64(bytes, 0), Bytes.i64(bytes, Long.BYTES));
    }

    /** The hash at an offset of a byte array, 16 bytes big endian. */
    public static Hash128 at(byte[] bytes, int offset) {
        return new Hash128(Bytes.i64(bytes, offset), Bytes.i64(bytes, offset + Long.BYTES));
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[16];
        Bytes.putI64(bytes, 0, high);
        Bytes.putI64(bytes, Long.BYTES, low);
        return bytes;
    }

    @Override
    public int compareTo(Hash128 other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
