package io.sipvault.web.jobs;

import io.sipvault.jobs.launch.JobRun;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A run.
 *
 * @param percent
 *            how far it is, -1 when that is not known or it is over
 */
record RunLine(long id, String href, String job, Badge state, String started, String took, int percent, String figures,
        String error) {
    private static final int ALL = 100;

    static RunLine of(JobRun run) {
        Instant began = run.startedAt() == null ? run.createdAt() : run.startedAt();
        return new RunLine(run.id(), "/jobs/" + run.id(), name(run), Badge.ofWork(run.state()),
                Times.dateAndTime(began), run.endedAt() == null ? "not ended" : Times.between(began, run.endedAt()),
                percent(run), figures(run.progress()), run.error() == null ? "" : Text.line(run.error()));
    }

    private static String name(JobRun run) {
        return run.options().contains("dry_run") ? run.job() + ", dry run" : run.job();
    }

    private static int percent(JobRun run) {
        Long done = run.progress().get("done");
        Long of = run.progress().get("of");
        boolean known = run.endedAt() == null && done != null && of != null && of > 0;
        return known && done != null && of != null ? (int) (ALL * done / of) : -1;
    }

    private static String figures(Map<String, Long> progress) {
        return progress.entrySet().stream().filter(e -> e.getValue() > 0)
                .map(e -> Figures.count(e.getValue()) + " " + e.getKey()).collect(Collectors.joining(", "));
    }
}
