package io.sipvault.web.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexMarks;
import io.sipvault.jobs.registry.ChunkRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Looks whether what the server needs is there. */
@Component
public final class Probes {
    /** A store over a network is asked no more often. */
    private static final Duration STORE_FRESH = Duration.ofSeconds(5);

    private final Archive archive;
    private final ChunkRegistry registry;
    private final DataDirectory data;
    private final HealthSettings settings;
    private final Clock clock;
    private @Nullable Probe lastStore;
    private Instant asked = Instant.MIN;

    Probes(Archive archive, ChunkRegistry registry, DataDirectory data, HealthSettings settings, Clock clock) {
        this.archive = archive;
        this.registry = registry;
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a look gave.
     *
     * @param value
     *            what was found
     * @param threshold
     *            what it is held against
     */
    public record Probe(String status, String value, String threshold) {
        static Probe of(boolean up, String value, String threshold) {
            return new Probe(up ? "up" : "down", value, threshold);
        }

        @JsonIgnore
        public boolean isUp() {
            return status.equals("up");
        }
    }

    /** All of them, by name. */
    Map<String, Probe> all() {
        Map<String, Probe> all = new LinkedHashMap<>();
        all.put("store", store());
        all.put("database", database());
        all.put("index", index());
        all.put("job_lag", jobLag());
        all.put("disk_free", diskFree());
        return all;
    }

    /** Whether the object store answers. */
    public synchronized Probe store() {
        Probe last = lastStore;
        Instant now = clock.instant();
        if (last == null || asked.plus(STORE_FRESH).isBefore(now)) {
            last = askStore();
            lastStore = last;
            asked = now;
        }
        return last;
    }

    private Probe askStore() {
        try {
            archive.store().list("manifests/", null, 1);
            return Probe.of(true, "answers", "answers");
        } catch (ForensicException e) {
            return Probe.of(false, String.valueOf(e.getMessage()), "answers");
        }
    }

    private Probe database() {
        try {
            registry.isEmpty();
            return Probe.of(true, "answers", "answers");
        } catch (DataAccessException e) {
            return Probe.of(false, "fails", "answers");
        }
    }

    private Probe index() {
        Path folder = data.index();
        Path there = Files.isDirectory(folder) ? folder : data.root();
        if (!Files.isWritable(there)) {
            return Probe.of(false, "not writable", "writable");
        }
        return Probe.of(true, IndexMarks.lack(data).map(lack -> "writable; " + lack + " until the rebuild is done")
                .orElse("writable"), "writable");
    }

    private Probe jobLag() {
        try {
            Duration lag = lag();
            return Probe.of(lag.compareTo(settings.mostLag()) <= 0, lag.toSeconds() + " s",
                    "at most " + settings.mostLag().toSeconds() + " s (sipvault.health.most-lag)");
        } catch (DataAccessException e) {
            return Probe.of(false, "unknown", "at most " + settings.mostLag().toSeconds() + " s");
        }
    }

    private Probe diskFree() {
        long free = freeBytes();
        return Probe.of(free >= settings.leastFree().toBytes(), free + " bytes",
                "at least " + settings.leastFree().toBytes() + " bytes (sipvault.health.least-free)");
    }

    /** How long the oldest chunk waits that is not indexed; zero when none does. */
    public Duration lag() {
        Instant now = clock.instant();
        return registry.oldestOpen().map(since -> Duration.between(since, now)).filter(lag -> !lag.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Of the disk with the data directory; 0 when that cannot be said. */
    public long freeBytes() {
        try {
            return Files.getFileStore(data.root()).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
