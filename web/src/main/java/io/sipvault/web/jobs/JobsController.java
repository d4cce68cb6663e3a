package io.sipvault.web.jobs;

import io.sipvault.jobs.launch.JobRun;
import io.sipvault.jobs.launch.JobRuns;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** {@code /jobs}: what runs and ran, and the chunks that cannot be read. */
@Controller
final class JobsController {
    private static final int MOST_RUNS = 100;
    private static final int MOST_CHUNKS = 200;
    private static final int ALL = 100;

    private final JobRuns runs;
    private final ChunkRegistry registry;

    JobsController(JobRuns runs, ChunkRegistry registry) {
        this.runs = runs;
        this.registry = registry;
    }

    /**
     * A run.
     *
     * @param percent
     *            how far it is, -1 when that is not known or it is over
     */
    record Line(long id, String job, Badge state, String started, String took, int percent, String figures,
            String error) {
        static Line of(JobRun run) {
            Instant began = run.startedAt() == null ? run.createdAt() : run.startedAt();
            Long done = run.progress().get("done");
            Long of = run.progress().get("of");
            boolean on = run.endedAt() == null && done != null && of != null && of > 0;
            return new Line(run.id(), run.job(), Badge.ofWork(run.state()), Times.dateAndTime(began),
                    run.endedAt() == null ? "not ended" : Times.between(began, run.endedAt()),
                    on && done != null && of != null ? (int) (ALL * done / of) : -1, figures(run.progress()),
                    run.error() == null ? "" : Text.line(run.error()));
        }

        private static String figures(Map<String, Long> progress) {
            return progress.entrySet().stream().filter(e -> e.getValue() > 0)
                    .map(e -> Figures.count(e.getValue()) + " " + e.getKey()).collect(Collectors.joining(", "));
        }
    }

    /** Chunks in a state. */
    record Chunks(Badge state, String count) {}

    /** A chunk that failed too often. */
    record Quarantined(String id, String agent, String reason) {}

    @GetMapping("/jobs")
    String list(@RequestHeader(name = "HX-Request", required = false) @Nullable String piece, Model model) {
        List<JobRun> latest = runs.list(null, Long.MAX_VALUE, MOST_RUNS);
        model.addAttribute("runs", latest.stream().map(Line::of).toList());
        model.addAttribute("open", latest.stream().anyMatch(run -> run.endedAt() == null));
        model.addAttribute("chunks", registry.states().entrySet().stream()
                .map(e -> new Chunks(Badge.ofWork(e.getKey().name().toLowerCase(Locale.ROOT)),
                        Figures.count(e.getValue(), "chunk")))
                .toList());
        model.addAttribute("quarantined", registry.quarantined(MOST_CHUNKS).stream()
                .map(c -> new Quarantined(Text.line(c.id()), Text.line(c.vantage()), Text.line(c.error()))).toList());
        return piece == null ? "jobs/list" : "jobs/_runs :: runs";
    }
}
