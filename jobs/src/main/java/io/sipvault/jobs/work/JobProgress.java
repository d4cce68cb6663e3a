package io.sipvault.jobs.work;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How far runs are that are on, by the id of the run. */
public final class JobProgress {
    private final Map<Long, Steps> runs = new ConcurrentHashMap<>();

    /** So many of so many. */
    public record Steps(long done, long all) {}

    /** A run is so far. */
    public void set(long run, long done, long all) {
        runs.put(run, new Steps(done, all));
    }

    /** A run is over. */
    public void end(long run) {
        runs.remove(run);
    }

    /** How far a run is; empty when it does not say. */
    public Optional<Steps> of(long run) {
        return Optional.ofNullable(runs.get(run));
    }
}
