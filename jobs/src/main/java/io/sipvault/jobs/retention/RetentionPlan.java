package io.sipvault.jobs.retention;

import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.setting.RetentionSettings;
import io.sipvault.jobs.registry.ExpiredChunk;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.jobs.registry.IndexCutoff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What retention would do, and what stands after it was done. */
public final class RetentionPlan {
    private final RetentionSettings settings;
    private final ExpiryRegistry registry;
    private final Archive archive;
    private final PartitionedIndex index;
    private final MarkWriter marks;

    RetentionPlan(RetentionSettings settings, ExpiryRegistry registry, Archive archive, PartitionedIndex index,
            MarkWriter marks) {
        this.settings = settings;
        this.registry = registry;
        this.archive = archive;
        this.index = index;
        this.marks = marks;
    }

    /** To be called before a run: rows that an older version wrote learn what their manifests say. */
    public void prepare() {
        new ManifestFacts(archive, registry).fillIn();
    }

    /** What a run at this time would do and report. Nothing is changed. */
    public RetentionReport dryRun(Instant now) {
        RetentionTally tally = new RetentionTally();
        RetentionTime time = new RetentionTime(settings, registry, now);
        long inGrace = expire(time, tally) + count(time.inGrace());
        SweepProcessor sweep = new SweepProcessor(archive, tally);
        time.sweepable().forEach(sweep::wouldProcess);
        time.cutoff().ifPresent(cutoff -> index(cutoff, time, tally));
        return tally.report(now, true, inGrace, count(time.unfinished()), registry.unreadable());
    }

    /** @return how many would stay for the grace period */
    private long expire(RetentionTime time, RetentionTally tally) {
        ExpireProcessor expire = new ExpireProcessor(time, marks.countingIn(tally), tally);
        SweepProcessor sweep = new SweepProcessor(archive, tally);
        long[] inGrace = new long[1];
        time.due().forEach(chunk -> {
            @Nullable
            ExpiredChunk expired = expire.wouldProcess(chunk);
            if (expired != null && time.isGraceOver(expired.expired())) {
                sweep.count(expired);
            } else if (expired != null) {
                inGrace[0]++;
            }
        });
        return inGrace[0];
    }

    private void index(IndexCutoff cutoff, RetentionTime time, RetentionTally tally) {
        tally.days(index.daysBefore(cutoff.day()));
        FragmentProcessor fragments = new FragmentProcessor(archive, cutoff, time.now(), marks.countingIn(tally),
                tally);
        time.fragments(cutoff).forEach(fragments::wouldProcess);
    }

    /** What a run that is over did. */
    public RetentionReport done(Instant now, RetentionTally tally) {
        RetentionTime time = new RetentionTime(settings, registry, now);
        return tally.report(now, false, count(time.inGrace()), count(time.unfinished()), registry.unreadable());
    }

    private static long count(Pages<?> pages) {
        long[] count = new long[1];
        pages.forEach(each -> count[0]++);
        return count[0];
    }
}
