package io.sipvault.jobs.launch;

import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.jobs.ingestion.FoldTurn;
import io.sipvault.jobs.work.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges days of the index that are over and rest into one segment each: a search over many days asks each segment. Who folds
 * waits for one day at most.
 */
final class IndexMerges {
    private static final Logger LOG = LoggerFactory.getLogger(IndexMerges.class);
    /** Nothing was written for so long. */
    private static final Duration REST = Duration.ofHours(1);
    /** No day is begun later than this after the first; the next turn goes on. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final PartitionedIndex index;
    private final FoldTurn turn;
    private final Workers workers;
    private final Clock clock;

    IndexMerges(PartitionedIndex index, FoldTurn turn, Workers workers, Clock clock) {
        this.index = index;
        this.turn = turn;
        this.workers = workers;
        this.clock = clock;
    }

    /** One turn, the newest days first. @return how many days were merged */
    int run() {
        Instant begun = clock.instant();
        int merged = 0;
        for (String day : index.scattered(begun.minus(REST))) {
            if (workers.isStopping() || clock.instant().isAfter(begun.plus(LONGEST))) {
                return merged;
            }
            merged += merge(day, begun.minus(REST)) ? 1 : 0;
        }
        return merged;
    }

    private boolean merge(String day, Instant since) {
        AtomicBoolean merged = new AtomicBoolean();
        turn.take(() -> merged.set(index.merge(day, since, workers::isStopping)));
        LOG.info("index day {}: {}", day, merged.get() ? "merged into one segment" : "left as it is");
        return merged.get();
    }
}
