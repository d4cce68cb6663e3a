package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose fragment file holds nothing that the index still has.
 *
 * @param first
 *            its earliest capture time; null when it has none
 * @param last
 *            its latest capture time; null when it has none
 */
public record AgedFragment(ChunkId id, @Nullable Instant first, @Nullable Instant last) {}
