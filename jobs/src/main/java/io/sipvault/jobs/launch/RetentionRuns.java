package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import io.sipvault.jobs.retention.RetentionPlan;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.retention.RetentionRun;
import io.sipvault.jobs.retention.RetentionTally;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;

/**
 * Retention by the policies that are set: what would go, and letting it go. The index job must not run at the same time; one
 * that waits for the data directory's lock, or is called by {@link IndexSchedule}, does not.
 */
public class RetentionRuns {
    private final JobOperator operator;
    private final Job job;
    private final RetentionPlan plan;
    private final RetentionRun run;
    private final Clock clock;

    RetentionRuns(JobOperator operator, Job job, RetentionPlan plan, RetentionRun run, Clock clock) {
        this.operator = operator;
        this.job = job;
        this.plan = plan;
        this.run = run;
        this.clock = clock;
    }

    /** What {@link #run} would do now, to the object. Nothing is marked or deleted. */
    public synchronized RetentionReport dryRun() {
        plan.prepare();
        return plan.dryRun(now());
    }

    /**
     * Marks what is too old, deletes what was marked long enough ago, drops days of the index with their fragment files. What a
     * run left undone that died or failed is done by the next one.
     *
     * @return what this run did
     */
    public synchronized RetentionReport run() {
        plan.prepare();
        Instant now = now();
        RetentionTally tally = run.begin();
        try {
            JobFailure.check(operator.start(job, new JobParametersBuilder()
                    .addString(RetentionJobConfiguration.RUN, UUID.randomUUID().toString())
                    .addLong(RetentionJobConfiguration.NOW, now.toEpochMilli(), false).toJobParameters()));
        } catch (JobExecutionException e) {
            throw new ForensicException(ErrorCode.DATABASE, "starting a retention run failed: " + e.getMessage(), e);
        }
        return plan.done(now, tally);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
