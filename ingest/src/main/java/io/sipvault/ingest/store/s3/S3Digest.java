package io.sipvault.ingest.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 as S3 wants it: base64. The server checks it before it keeps an object. */
final class S3Digest {
    private static final int BUFFER_BYTES = 1 << 16;

    private S3Digest() {}

    static String sha256(byte[] content) {
        return Base64.getEncoder().encodeToString(newDigest().digest(content));
    }

    static String sha256(RandomAccessFile file, long offset, long length) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        file.seek(offset);
        for (long rest = length; rest > 0;) {
            int read = file.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (read < 0) {
                throw new EOFException("the file ended " + rest + " bytes early: it was cut while it was being stored");
            }
            digest.update(buffer, 0, read);
            rest -= read;
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
