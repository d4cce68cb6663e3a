package io.sipvault.jobs.launch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job.
 *
 * @param state
 *            queued, running, completed, failed or stopped
 * @param options
 *            what was said with it, such as {@code dry_run}
 * @param progress
 *            counts by name
 * @param result
 *            what it gave, by name; empty while it runs
 * @param error
 *            why it failed
 */
public record JobRun(long id, String job, String state, List<String> options, Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt, Map<String, Long> progress, Map<String, Object> result, @Nullable String error) {}
