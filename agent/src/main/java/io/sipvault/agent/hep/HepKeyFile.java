package io.sipvault.agent.hep;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.hep.HepKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that hold a key of HEP, alone in one line. */
final class HepKeyFile {
    private HepKeyFile() {}

    /** @return none for no file */
    static HepKey read(@Nullable Path file) {
        if (file == null) {
            return HepKey.NONE;
        }
        try {
            String key = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > HepKey.MOST_BYTES) {
                throw new ForensicException(ErrorCode.BAD_REQUEST, "reading a key of HEP from " + file
                        + " failed: expected 1 to " + HepKey.MOST_BYTES + " bytes of text in one line");
            }
            return HepKey.of(key);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "reading a key of HEP from " + file + " failed (" + e
                    + "). Is it there, and may this user read it?", e);
        }
    }
}
