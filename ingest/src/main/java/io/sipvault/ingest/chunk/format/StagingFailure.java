package io.sipvault.ingest.chunk.format;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says why a staged file could not be written, and tells a full disk from the rest. */
final class StagingFailure {
    private StagingFailure() {}

    static ForensicException of(String doing, Path file, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new ForensicException(ErrorCode.DISK_FULL, doing + " " + file + ": the disk is full; nothing of this"
                    + " file was registered. Make room and import it again", e);
        }
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + reason, e);
    }
}
