package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import io.sipvault.jobs.retention.RetentionPlan;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.work.ArchiveTurn;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.StepExecution;

/** Retention by the policies that are set, at once: what would go, and letting it go. {@link JobRuns} does it in the background. */
public class RetentionRuns {
    private final JobOperator operator;
    private final Job job;
    private final RetentionPlan plan;
    private final ArchiveTurn turn;
    private final Clock clock;

    RetentionRuns(JobOperator operator, Job job, RetentionPlan plan, ArchiveTurn turn, Clock clock) {
        this.operator = operator;
        this.job = job;
        this.plan = plan;
        this.turn = turn;
        this.clock = clock;
    }

    /** What {@link #run} would do now, to the object. Nothing is marked or deleted. */
    public RetentionReport dryRun() {
        return turn.take(() -> {
            plan.prepare();
            return plan.dryRun(now());
        });
    }

    /**
     * Marks what is too old, deletes what was marked long enough ago, drops days of the index with their fragment files. What a
     * run left undone that died or failed is done by the next one.
     *
     * @return what this run did
     */
    public RetentionReport run() {
        try {
            JobExecution execution = operator.start(job, new JobParametersBuilder()
                    .addString(RetentionJobConfiguration.RUN, UUID.randomUUID().toString())
                    .addLong(RetentionJobConfiguration.NOW, now().toEpochMilli(), false).toJobParameters());
            JobFailure.check(execution);
            return report(execution);
        } catch (JobExecutionException e) {
            throw new ForensicException(ErrorCode.DATABASE, "starting a retention run failed: " + e.getMessage(), e);
        }
    }

    private static RetentionReport report(JobExecution execution) {
        return execution.getStepExecutions().stream().map(StepExecution::getExecutionContext)
                .filter(left -> left.containsKey(RetentionJobConfiguration.REPORT))
                .map(left -> RetentionReport.parse(left.getString(RetentionJobConfiguration.REPORT))).findFirst()
                .orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
