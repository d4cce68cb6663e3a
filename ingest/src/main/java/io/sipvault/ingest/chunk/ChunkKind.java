package io.sipvault.ingest.chunk;

import java.util.Locale;

/** What a chunk holds. Different kinds live for different times, so they never share a chunk. */
public enum ChunkKind {
    /** Signalling and what is needed to read it. */
    SIP,
    /** Media and RTCP. */
    RTP,
    /** Log lines. */
    LOG,
    /** A slice of a file that somebody brought. */
    IMPORT;

    /** The word in keys and manifests. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ChunkKind ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
