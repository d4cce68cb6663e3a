package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkManifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What retention needs of a chunk's manifest.
 *
 * @param archived
 *            when it was archived, by the clock of who did it
 * @param captured
 *            its latest capture time; null when its manifest has none
 * @param storedBytes
 *            size of the data object
 * @param object
 *            key of the data object
 */
public record ChunkFacts(Instant archived, @Nullable Instant captured, long storedBytes, String object) {
    public static ChunkFacts of(ChunkManifest manifest) {
        return new ChunkFacts(manifest.created(), manifest.lastTime(), manifest.storedBytes(), manifest.object());
    }
}
