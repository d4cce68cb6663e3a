package io.sipvault.ingest.importing;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The name of a file's content before it is imported. */
final class FileHash {
    private static final int BUFFER = 1 << 20;

    private FileHash() {}

    /** Whether this is a file, no pipe or folder, of a size. */
    static boolean isAtLeast(Path file, long bytes) {
        try {
            return Files.isRegularFile(file) && Files.size(file) >= bytes;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** In hexadecimal digits. */
    static String sha256(Path file) {
        MessageDigest digest = Hash128.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static ForensicException failed(Path file, IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, "reading " + file + " failed: " + e.getMessage(), e);
    }
}
