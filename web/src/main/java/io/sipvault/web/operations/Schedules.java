package io.sipvault.web.operations;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.importing.Imports;
import io.sipvault.jobs.launch.IndexSchedule;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts what a server does again and again. A turn that fails is said and tried again at the next. */
@Component
final class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final IndexSchedule index;
    private final Imports imports;

    Schedules(IndexSchedule index, Imports imports) {
        this.index = index;
        this.imports = imports;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void everyMinute() {
        turn("indexing new chunks", index::everyMinute);
        imports.settle();
        imports.resume();
    }

    /** A call is found without waiting for the listing. */
    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void hinted() {
        turn("indexing what agents just stored", index::hinted);
    }

    @Scheduled(initialDelayString = "PT5S")
    void once() {
        turn("reading manifests that an older version registered", index::describeOldChunks);
    }

    @Scheduled(cron = "0 30 3 * * *", zone = "UTC")
    void daily() {
        turn("the daily look at all chunks", index::daily);
        turn("retention", () -> {
            LOG.info("retention: {}", index.dailyRetention());
            return 1;
        });
        turn("merging days of the index", index::dailyMerges);
    }

    private static void turn(String what, IntSupplier turn) {
        try {
            int runs = turn.getAsInt();
            LOG.debug("{}: {} runs", what, runs);
        } catch (ForensicException e) {
            LOG.error("{} failed, and is tried again: {}", what, e.getMessage());
        }
    }
}
