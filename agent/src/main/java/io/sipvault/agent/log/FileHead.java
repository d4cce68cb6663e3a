package io.sipvault.agent.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How a file begins. Logs begin with a time, so that this tells a file from another, also one that got the place of another
 * on disk, a copy, or one that was compressed meanwhile.
 *
 * @param bytes
 *            how many are known
 * @param sha256
 *            of these, hexadecimal
 */
record FileHead(int bytes, String sha256) {
    static final int MOST_BYTES = 512;
    /** Fewer may be the same in two files. */
    static final int TELLING_BYTES = 32;

    /** Of the bytes that are there. */
    static FileHead of(byte[] head, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(head, 0, length);
            return new FileHead(length, HexFormat.of().formatHex(digest.digest(), 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a file that begins with these bytes may be this one, grown. */
    boolean begins(byte[] head) {
        return bytes > 0 && bytes <= head.length && of(head, bytes).equals(this);
    }

    /** Whether so much is known that no other file begins so. */
    boolean isTelling() {
        return bytes >= TELLING_BYTES;
    }

    /** The same file, of which more is known now. */
    static FileHead ofWhole(byte[] head) {
        return of(Arrays.copyOf(head, Math.min(head.length, MOST_BYTES)), Math.min(head.length, MOST_BYTES));
    }
}
