package io.sipvault.jobs.importing;

import java.util.Locale;

/** How far an import has come. */
public enum ImportState {
    /** Received whole; it waits for its turn. */
    QUEUED,
    /** Read, hashed and stored. */
    ARCHIVING,
    /** In the archive; its chunks are decoded and folded. */
    INDEXING,
    /** Everything that can be decoded of it is found by searches. */
    DONE,
    /** Nothing of it was archived; the reason says why. */
    FAILED,
    /** Cut off by a kill, and what had been received of it is gone: it is to be sent again. */
    INTERRUPTED;

    /** {@code indexing}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether sending the same file again begins anew. */
    boolean isRepeatable() {
        return this == FAILED || this == INTERRUPTED;
    }
}
