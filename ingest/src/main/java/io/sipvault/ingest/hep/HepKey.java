package io.sipvault.ingest.hep;

import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The password that a sender proves itself with. It can be compared and never printed. */
public final class HepKey {
    public static final HepKey NONE = new HepKey(new byte[0]);
    /** No sender has a longer one. */
    public static final int MOST_BYTES = 512;

    private static final int CHUNK = 0x0e;

    private final byte[] key;

    HepKey(byte[] key) {
        this.key = key;
    }

    public static HepKey of(String key) {
        return new HepKey(key.getBytes(StandardCharsets.UTF_8));
    }

    /** As they go into a packet. */
    byte[] bytes() {
        return key;
    }

    public boolean isPresent() {
        return key.length > 0;
    }

    /** Takes as long for a wrong key as for a right one. */
    public boolean is(String expected) {
        return is(of(expected));
    }

    /** Takes as long for a wrong key as for a right one. */
    public boolean is(HepKey expected) {
        return MessageDigest.isEqual(key, expected.key);
    }

    /**
     * Writes zeros over the keys in a packet, so that it can be kept: all lengths stay. Packets of version 1 and 2, and bytes
     * that are none, have no key and stay as they are.
     */
    public static void eraseIn(byte[] b, int offset, int length) {
        if (!HepFrames.begins(b, offset, length)) {
            return;
        }
        int end = offset + Math.min(length, Bytes.u16(b, offset + Integer.BYTES));
        int at = offset + HepFrames.HEADER_BYTES;
        while (end - at >= HepFrames.CHUNK_HEADER_BYTES) {
            int chunk = Bytes.u16(b, at + Integer.BYTES);
            if (chunk < HepFrames.CHUNK_HEADER_BYTES || chunk > end - at) {
                return;
            }
            if (Bytes.i32(b, at) == CHUNK) {
                Arrays.fill(b, at + HepFrames.CHUNK_HEADER_BYTES, at + chunk, (byte) 0);
            }
            at += chunk;
        }
    }

    @Override
    public String toString() {
        return isPresent() ? "(not shown)" : "(none)";
    }
}
