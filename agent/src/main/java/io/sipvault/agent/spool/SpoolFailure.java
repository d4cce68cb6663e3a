package io.sipvault.agent.spool;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Path;

/** Failures at the agent's own files. */
public final class SpoolFailure {
    private SpoolFailure() {}

    /** @param doing what was being done, as in "reading the ledger of losses" */
    public static ForensicException of(String doing, Path file, Exception cause) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + cause.getMessage()
                + ". Is the data directory writable for this user, and is there room?", cause);
    }
}
