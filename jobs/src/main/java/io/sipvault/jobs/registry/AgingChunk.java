package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose packets did not expire yet.
 *
 * @param indexed
 *            whether it was folded; false for one in quarantine
 * @param decodedLast
 *            latest capture time that decoding found; null when none
 * @param registered
 *            when it became known here
 * @param marked
 *            whether its mark was in the archive already when it became known
 */
public record AgingChunk(ChunkId id, ChunkFacts facts, boolean indexed, @Nullable Instant decodedLast,
        Instant registered, boolean marked) {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    /**
     * From when its age counts: an import's from its archiving, others' from their latest packet or line. A capture time that
     * cannot be believed, before 2000 or more than a day after archiving, counts as none, and the archiving takes its place;
     * likewise becoming known here takes the place of a time of archiving that cannot be believed.
     */
    public Instant agesFrom() {
        Instant archived = isBelievable(facts.archived(), registered) ? facts.archived() : registered;
        Instant captured = facts.captured() == null ? decodedLast : facts.captured();
        boolean byCapture = id.kind() != ChunkKind.IMPORT && captured != null && isBelievable(captured, archived);
        return byCapture && captured != null ? captured : archived;
    }

    private static boolean isBelievable(Instant time, Instant noLaterThan) {
        return !time.isBefore(EARLIEST) && !time.isAfter(noLaterThan.plus(CLOCKS_DIFFER));
    }
}
