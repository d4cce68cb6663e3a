package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.jobs.registry.ExpiredChunk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Deletes the data object of a marked chunk. One that is gone already was deleted by a run that died, or by another. */
final class SweepProcessor implements ItemProcessor<ExpiredChunk, ExpiredChunk> {
    private static final Logger LOG = LoggerFactory.getLogger(SweepProcessor.class);

    private final Archive archive;
    private final ExpiryMarks marks;
    private final RetentionTally tally;

    SweepProcessor(Archive archive, RetentionTally tally) {
        this.archive = archive;
        this.marks = new ExpiryMarks(archive);
        this.tally = tally;
    }

    @Override
    public @Nullable ExpiredChunk process(ExpiredChunk chunk) {
        if (!wouldProcess(chunk)) {
            return null;
        }
        archive.store().delete(chunk.object());
        return chunk;
    }

    /** An archive may have been restored from a backup of before: without the mark the object would be missing for no reason. */
    boolean wouldProcess(ExpiredChunk chunk) {
        if (marks.find(chunk.id(), Subject.PACKETS).isEmpty()) {
            LOG.warn("chunk {}: its mark {} is gone from {}, so its object stays", chunk.id(),
                    Subject.PACKETS.keyOf(chunk.id()), archive.store().location());
            tally.unproven();
            return false;
        }
        count(chunk);
        return true;
    }

    /** Counts an object that is there. */
    void count(ExpiredChunk chunk) {
        archive.store().head(chunk.object())
                .ifPresent(object -> tally.deleted(chunk.id().kind().word(), object.size()));
    }
}
