package io.sipvault.jobs.launch;

import java.time.Clock;
import java.time.Duration;

/** What a server that stays up does again and again. Each call is one turn; nothing runs when nothing is to do. */
public class IndexSchedule {
    /** Chunks that arrive later than this after their hour are found by the daily turn. */
    private static final Duration LISTED = Duration.ofHours(48);

    private final IndexRuns runs;
    private final Clock clock;

    IndexSchedule(IndexRuns runs, Clock clock) {
        this.runs = runs;
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
}
