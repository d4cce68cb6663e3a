package io.sipvault.web.jobs;

import io.sipvault.jobs.launch.JobRun;
import io.sipvault.jobs.launch.JobRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.web.openapi.Answers;
import io.sipvault.web.problem.ApiException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/jobs}. */
@RestController
final class JobResource {
    private static final String JOB = "job";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 1_000;

    private final JobRuns runs;
    private final ChunkRegistry registry;

    JobResource(JobRuns runs, ChunkRegistry registry) {
        this.runs = runs;
        this.registry = registry;
    }

    @GetMapping("/api/jobs")
    JobPage list(@RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Long cursor) {
        if (limit != null && limit < 1) {
            throw ApiException.badRequest("limit", "limit=" + limit + " is too small; it takes 1 to " + MOST);
        }
        int most = limit == null ? DEFAULT_LIMIT : Math.min(limit, MOST);
        List<JobRun> found = runs.list(job, cursor == null ? Long.MAX_VALUE : cursor, most + 1);
        boolean more = found.size() > most;
        List<JobRun> page = more ? found.subList(0, most) : found;
        Map<String, Integer> chunks = new TreeMap<>();
        registry.states().forEach((state, count) -> chunks.put(state.name().toLowerCase(Locale.ROOT), count));
        return new JobPage(most, page, chunks, new ArrayList<>(runs.names()),
                more ? String.valueOf(page.getLast().id()) : null);
    }

    @GetMapping("/api/jobs/{id}")
    JobRun one(@PathVariable long id) {
        return find(runs, id);
    }

    static JobRun find(JobRuns runs, long id) {
        return runs.find(id).orElseThrow(() -> ApiException.notFound("no run has the id " + id
                + "; /api/jobs lists those of the last 30 days"));
    }

    /** {@code {"job": "index"}}; other fields are options of the job, true or false. */
    @Answers(status = 202)
    @PostMapping("/api/jobs")
    ResponseEntity<JobRun> start(@RequestBody Map<String, Object> body) {
        Object job = body.get(JOB);
        if (!(job instanceof String name) || !runs.names().contains(name)) {
            throw ApiException.badRequest(JOB, "job='" + job + "' is none; it takes "
                    + String.join(", ", runs.names()));
        }
        JobRun run = runs.start(name, options(name, body));
        return ResponseEntity.accepted().location(URI.create("/api/jobs/" + run.id())).body(run);
    }

    private Set<String> options(String job, Map<String, Object> body) {
        Set<String> known = runs.options(job);
        Set<String> options = new TreeSet<>();
        body.forEach((name, value) -> {
            if (name.equals(JOB) || value == null) {
                return;
            }
            if (!known.contains(name)) {
                throw ApiException.badRequest(name, "job " + job + " has no '" + name + "'; it takes "
                        + (known.isEmpty() ? "nothing beside its name" : String.join(", ", known)));
            }
            if (!(value instanceof Boolean chosen)) {
                throw ApiException.badRequest(name, name + " takes true or false, got '" + value + "'");
            }
            if (chosen) {
                options.add(name);
            }
        });
        return options;
    }
}
