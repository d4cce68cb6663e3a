package io.sipvault.jobs.launch;

import io.sipvault.jobs.retention.RetentionReport;
import java.time.Clock;
import java.time.Duration;

/** What a server that stays up does again and again. Each call is one turn; nothing runs when nothing is to do. */
public class IndexSchedule {
    /** Chunks that arrive later than this after their hour are found by the daily turn. */
    private static final Duration LISTED = Duration.ofHours(48);

    private final IndexRuns runs;
    private final RetentionRuns retention;
    private final IndexMerges merges;
    private final Clock clock;

    IndexSchedule(IndexRuns runs, RetentionRuns retention, IndexMerges merges, Clock clock) {
        this.merges = merges;
        this.runs = runs;
        this.retention = retention;
        this.clock = clock;
    }

    /** Every minute: chunks of the last 48 hours. @return how many runs it took */
    public synchronized int everyMinute() {
        runs.discoverSince(clock.instant().minus(LISTED));
        return runs.runAll();
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
