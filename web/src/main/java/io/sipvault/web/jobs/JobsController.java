package io.sipvault.web.jobs;

import io.sipvault.ingest.store.setting.RetentionSettings;
import io.sipvault.jobs.launch.JobRun;
import io.sipvault.jobs.launch.JobRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.problem.ApiException;
import io.sipvault.web.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /jobs}: what runs and ran, what it gave, and the chunks that cannot be read. */
@Controller
final class JobsController {
    private static final String DRY_RUN = "dry_run";
    private static final int MOST_RUNS = 100;
    private static final int MOST_CHUNKS = 200;

    private final JobRuns runs;
    private final ChunkRegistry registry;
    private final RetentionSettings retention;

    JobsController(JobRuns runs, ChunkRegistry registry, RetentionSettings retention) {
        this.runs = runs;
        this.registry = registry;
        this.retention = retention;
    }

    /** Chunks in a state. */
    record Chunks(Badge state, String count) {}

    /** A chunk that failed too often. */
    record Quarantined(String id, String agent, String reason) {}

    @GetMapping("/jobs")
    String list(@RequestHeader(name = "HX-Request", required = false) @Nullable String piece, Model model) {
        List<JobRun> latest = runs.list(null, Long.MAX_VALUE, MOST_RUNS);
        model.addAttribute("runs", latest.stream().map(RunLine::of).toList());
        model.addAttribute("open", latest.stream().anyMatch(run -> run.endedAt() == null));
        model.addAttribute("chunks", registry.states().entrySet().stream()
                .map(e -> new Chunks(Badge.ofWork(e.getKey().name().toLowerCase(Locale.ROOT)),
                        Figures.count(e.getValue(), "chunk")))
                .toList());
        model.addAttribute("quarantined", registry.quarantined(MOST_CHUNKS).stream()
                .map(c -> new Quarantined(Text.line(c.id()), Text.line(c.vantage()), Text.line(c.error()))).toList());
        model.addAttribute("policies", PolicyLine.of(retention));
        model.addAttribute("grace", Ages.words(retention.grace()));
        return piece == null ? "jobs/list" : "jobs/_runs :: runs";
    }

    /** A form of the page; scripts use {@code /api/jobs}. What deletes takes a box that is ticked. */
    @PostMapping("/jobs")
    String start(@RequestParam String job, @RequestParam(name = DRY_RUN, defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean sure) {
        if (job.equals(RetentionJobConfiguration.RETENTION_JOB) && !dryRun && !sure) {
            throw ApiException.badRequest("sure", "what goes by a policy does not come back: tick the box that says so"
                    + " on the page of a dry run");
        }
        return "redirect:/jobs/" + runs.start(job, dryRun ? Set.of(DRY_RUN) : Set.of()).id();
    }

    @GetMapping("/jobs/{id}")
    String one(@PathVariable long id, @RequestHeader(name = "HX-Request", required = false) @Nullable String piece,
            Model model) {
        model.addAttribute("run", RunPage.of(JobResource.find(runs, id), retention.grace()));
        return piece == null ? "jobs/detail" : "jobs/_run :: run";
    }
}
