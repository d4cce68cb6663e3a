package io.sipvault.jobs.registry;

/**
 * A chunk that a run may work on until its lease ends.
 *
 * @param fence
 *            token that every update must name; a later claim has another
 */
public record ClaimedChunk(String id, ChunkState state, int attempts, long fence) {}
