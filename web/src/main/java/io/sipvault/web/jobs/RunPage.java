package io.sipvault.web.jobs;

import io.sipvault.jobs.integrity.IntegrityJobConfiguration;
import io.sipvault.jobs.launch.JobRun;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.web.page.Figures;
import io.sipvault.web.text.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The page of a run.
 *
 * @param line
 *            as it stands in the list
 * @param retention
 *            null when it is no run of retention, or it is not over
 * @param facts
 *            what others gave
 * @param problems
 *            what a proof found that does not hold
 */
record RunPage(RunLine line, @Nullable RetentionView retention, List<Fact> facts, List<String> problems,
        boolean open) {
    /** A figure and its name. */
    record Fact(String name, String value) {}

    static RunPage of(JobRun run, Duration grace) {
        return new RunPage(RunLine.of(run), run.result().get("report") instanceof RetentionReport report
                ? RetentionView.of(report, grace)
                : null, facts(run), problems(run), run.endedAt() == null);
    }

    private static List<Fact> facts(JobRun run) {
        List<Fact> facts = new ArrayList<>();
        add(facts, run, "generation", "New index");
        add(facts, run, "new_chunks", "New chunks");
        add(facts, run, "chunks", "Chunks proven");
        if (run.result().get("bytes") instanceof Long bytes) {
            facts.add(new Fact("Read from the store", Figures.bytes(bytes)));
        }
        add(facts, run, IntegrityJobConfiguration.FAILURES, "What does not hold");
        add(facts, run, "expired", "Expired by a policy");
        add(facts, run, "deleted", "Of them deleted");
        return facts;
    }

    private static void add(List<Fact> facts, JobRun run, String key, String name) {
        Object value = run.result().get(key);
        if (value != null) {
            facts.add(new Fact(name, value instanceof Number count
                    ? Figures.count(count.longValue())
                    : Text.line(value.toString())));
        }
    }

    private static List<String> problems(JobRun run) {
        return run.result().get(IntegrityJobConfiguration.PROBLEMS) instanceof Collection<?> problems
                ? problems.stream().map(Objects::toString).map(Text::line).toList()
                : List.of();
    }
}
