package io.sipvault.jobs.retention;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.jobs.registry.AgedFragment;
import io.sipvault.jobs.registry.IndexCutoff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Marks and deletes a fragment file of which nothing is indexed any more. */
final class FragmentProcessor implements ItemProcessor<AgedFragment, AgedFragment> {
    /** As it stands in reports beside the kinds of chunks. */
    static final String FRAGMENT = "fragment";

    private final Archive archive;
    private final IndexCutoff cutoff;
    private final Instant now;
    private final MarkWriter marks;
    private final RetentionTally tally;

    FragmentProcessor(Archive archive, IndexCutoff cutoff, Instant now, MarkWriter marks, RetentionTally tally) {
        this.archive = archive;
        this.cutoff = cutoff;
        this.now = now;
        this.marks = marks;
        this.tally = tally;
    }

    @Override
    public @Nullable AgedFragment process(AgedFragment fragment) {
        if (marks.write(() -> draft(fragment), fragment.id(), Subject.INDEX).isEmpty()) {
            return null;
        }
        String key = count(fragment);
        archive.store().delete(key);
        return fragment;
    }

    /** Does all but writing and deleting. */
    void wouldProcess(AgedFragment fragment) {
        if (marks.wouldWrite(() -> draft(fragment), fragment.id(), Subject.INDEX).isPresent()) {
            count(fragment);
        }
    }

    private ExpiryMark draft(AgedFragment fragment) {
        return marks.ofFragments(fragment, cutoff.policy(), now);
    }

    private String count(AgedFragment fragment) {
        String key = ChunkDecoder.fragmentKey(fragment.id().toString());
        archive.store().head(key).ifPresent(object -> tally.deleted(FRAGMENT, object.size()));
        return key;
    }
}
