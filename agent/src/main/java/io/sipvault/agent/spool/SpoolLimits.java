package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Duration;
import java.util.Map;

/**
 * When spool files end, and how much they may be.
 *
 * @param chunkBytes
 *            the most of one file
 * @param snapLength
 *            bytes kept of a packet, as the file says
 * @param rollAfter
 *            the longest that a file of a kind is written to
 * @param forceEvery
 *            the longest that what was captured is not durable
 * @param spoolBytes
 *            the most of all files together that wait to be packed
 */
public record SpoolLimits(long chunkBytes, int snapLength, Map<ChunkKind, Duration> rollAfter, Duration forceEvery,
        long spoolBytes) {
    public SpoolLimits {
        rollAfter = Map.copyOf(rollAfter);
    }

    Duration rollAfter(ChunkKind kind) {
        return rollAfter.getOrDefault(kind, Duration.ofMinutes(1));
    }

    /** What stays free on the disk, for chunks that are being packed. */
    long reserveBytes() {
        return 2 * chunkBytes;
    }
}
