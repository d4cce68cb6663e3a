package io.sipvault.jobs.registry;

/** How far a chunk has come. */
public enum ChunkState {
    /** Known, not decoded. */
    READY,
    /** Its fragment file is durable, its documents may not be. */
    DECODED,
    /** Its documents are durable. */
    FOLDED,
    /** Failed too often; it is left alone until somebody looks. */
    QUARANTINED,
    /** Its packets expired by a policy; its data object is deleted after the grace period. */
    EXPIRED,
    /** Its packets expired, and its data object is deleted. */
    SWEPT
}
