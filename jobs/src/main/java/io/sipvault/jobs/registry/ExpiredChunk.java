package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import java.time.Instant;

/**
 * A chunk whose packets expired.
 *
 * @param object
 *            key of its data object
 * @param policy
 *            name of the policy
 * @param expired
 *            when, as its mark says
 */
public record ExpiredChunk(ChunkId id, String object, String policy, Instant expired) {}
