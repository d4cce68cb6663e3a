package io.sipvault.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.jobs.launch.JobRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs, the newest first.
 *
 * @param chunks
 *            how many chunks are in which state
 * @param available
 *            jobs that may be asked for
 * @param nextCursor
 *            asks for the next page; absent when there is none
 */
record JobPage(int limit, List<JobRun> jobs, Map<String, Integer> chunks, List<String> available,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}
