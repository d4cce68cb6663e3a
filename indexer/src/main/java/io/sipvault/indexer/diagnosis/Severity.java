package io.sipvault.indexer.diagnosis;

/** How much it matters, the worst first. */
public enum Severity {
    /** The call, or a direction of it, did not work. */
    ERROR,
    /** It worked, but somebody may have noticed, or will next time. */
    WARNING,
    /** Worth knowing when reading the call. */
    INFO
}
