package io.sipvault.jobs.launch;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.jobs.retention.RetentionReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a server that stays up does again and again. Each call is one turn; nothing runs when nothing is to do. */
public class IndexSchedule {
    /** Chunks that arrive later than this after their hour are found by the daily turn. */
    private static final Duration LISTED = Duration.ofHours(48);

    private final IndexRuns runs;
    private final RetentionRuns retention;
    private final IndexMerges merges;
    private final CaptureFacts facts;
    private final Clock clock;
    private final AtomicBoolean hinted = new AtomicBoolean();

    IndexSchedule(IndexRuns runs, RetentionRuns retention, IndexMerges merges, CaptureFacts facts, Clock clock) {
        this.merges = merges;
        this.facts = facts;
        this.runs = runs;
        this.retention = retention;
        this.clock = clock;
    }

    /** Every minute: chunks of the last 48 hours. @return how many runs it took */
    public synchronized int everyMinute() {
        runs.discoverSince(clock.instant().minus(LISTED));
        return runs.runAll();
    }

    /**
     * Makes chunks known of which an agent says that they were just archived; {@link #hinted} indexes them.
     *
     * @return how many were new
     */
    public int hint(List<ChunkId> chunks) {
        int found = runs.discoverHinted(chunks);
        if (found > 0) {
            hinted.set(true);
        }
        return found;
    }

    /** Every second: what was hinted at since the last turn. @return how many runs it took */
    public int hinted() {
        return hinted.getAndSet(false) ? runs.runAll() : 0;
    }

    /** Once, soon after a start: rows of an older version get what coverage needs. @return how many did */
    public int describeOldChunks() {
        return facts.fillIn();
    }

    /** Daily: all chunks, and old runs are forgotten. @return how many runs it took */
    public synchronized int daily() {
        runs.forgetOldRuns();
        runs.discover();
        return runs.runAll();
    }

    /**
     * Daily, after {@link #daily}, so that what arrived late is indexed before it expires. It may wait long for its turn; the
     * others go on meanwhile.
     *
     * @return what went
     */
    public RetentionReport dailyRetention() {
        return retention.run();
    }

    /** Daily, after {@link #dailyRetention}: days that are over and rest become one segment each. @return how many did */
    public int dailyMerges() {
        return merges.run();
    }
}
