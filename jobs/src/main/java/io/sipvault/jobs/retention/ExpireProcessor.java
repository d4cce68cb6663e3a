package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.store.setting.RetentionPolicy;
import io.sipvault.jobs.registry.AgingChunk;
import io.sipvault.jobs.registry.ExpiredChunk;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Writes the mark of a chunk whose time has come. */
final class ExpireProcessor implements ItemProcessor<AgingChunk, ExpiredChunk> {
    /** Shown only when a mark that was seen before is gone from the archive, and no policy is there to name instead. */
    private static final String UNKNOWN = "unknown";

    private final RetentionTime time;
    private final MarkWriter marks;
    private final RetentionTally tally;

    ExpireProcessor(RetentionTime time, MarkWriter marks, RetentionTally tally) {
        this.time = time;
        this.marks = marks;
        this.tally = tally;
    }

    @Override
    public @Nullable ExpiredChunk process(AgingChunk chunk) {
        return marks.write(() -> draft(chunk), chunk.id(), Subject.PACKETS).map(mark -> counted(chunk, mark))
                .orElse(null);
    }

    /** Does all but writing. */
    @Nullable
    ExpiredChunk wouldProcess(AgingChunk chunk) {
        return marks.wouldWrite(() -> draft(chunk), chunk.id(), Subject.PACKETS).map(mark -> counted(chunk, mark))
                .orElse(null);
    }

    private ExpiryMark draft(AgingChunk chunk) {
        return marks.ofPackets(chunk, time.policy(chunk).map(RetentionPolicy::name).orElse(UNKNOWN), time.now());
    }

    private ExpiredChunk counted(AgingChunk chunk, ExpiryMark mark) {
        tally.expired(chunk.id().kind().word(), chunk.facts().storedBytes());
        return new ExpiredChunk(chunk.id(), chunk.facts().object(), mark.policy(), mark.expired());
    }
}
