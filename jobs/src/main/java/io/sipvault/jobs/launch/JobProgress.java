package io.sipvault.jobs.launch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far runs are that are on, by the id of the run. */
public final class JobProgress {
    private final Map<Long, Steps> runs = new ConcurrentHashMap<>();

    /** So many of so many. */
    public record Steps(long done, long all) {}

    void set(long run, long done, long all) {
        runs.put(run, new Steps(done, all));
    }

    void end(long run) {
        runs.remove(run);
    }

    java.util.Optional<Steps> of(long run) {
        return java.util.Optional.ofNullable(runs.get(run));
    }
}
