package io.sipvault.jobs.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk of a track covers.
 *
 * @param sequence
 *            its place in the track; a number that lacks is a chunk that is not in the archive
 * @param from
 *            its earliest packet or line; null when it has none, or its manifest cannot be read
 * @param archived
 *            when it was packed, by the clock of its agent; null when its manifest cannot be read
 */
public record CapturedChunk(int sequence, @Nullable Instant from, @Nullable Instant to, ChunkState state,
        @Nullable Instant archived) {
    /** Of its latest packet, or when it was packed where it only tells losses; null when its manifest cannot be read. */
    public @Nullable Instant latest() {
        return to == null ? archived : to;
    }
}
