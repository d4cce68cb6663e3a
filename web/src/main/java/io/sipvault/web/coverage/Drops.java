package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Packets that did not reach a chunk.
 *
 * @param from
 *            they were dropped between this
 * @param to
 *            and this
 * @param kind
 *            of what was dropped; null where the kernel dropped it, which does not tell
 * @param told
 *            whether a manifest tells them, or the agent only reported them so far
 */
public record Drops(Instant from, Instant to, @Nullable ChunkKind kind, long packets, boolean told) {
    boolean touches(Instant begin, Instant end) {
        return !to.isBefore(begin) && !from.isAfter(end);
    }

    boolean mayBeOf(ChunkKind other) {
        return kind == null || kind == other;
    }
}
