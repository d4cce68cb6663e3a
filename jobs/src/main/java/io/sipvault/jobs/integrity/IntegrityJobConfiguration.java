package io.sipvault.jobs.integrity;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.jobs.integrity.IntegrityRun.Findings;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.CoverageRegistry;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.JobProgress;
import io.sipvault.jobs.work.Workers;
import java.util.ArrayList;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code integrity}: its one identifying parameter is {@code run}, a UUID. */
@Configuration(proxyBeanMethods = false)
public class IntegrityJobConfiguration {
    /** The job's name. */
    public static final String INTEGRITY_JOB = "integrity";
    /** How many things do not hold, in the result of a run. */
    public static final String FAILURES = "failures";
    /** The first of them, in the result of a run. */
    public static final String PROBLEMS = "problems";

    @Bean
    IntegrityRun integrityRun(Archive archive, CoverageRegistry registry, ArchiveTurn turn, Workers workers) {
        return new IntegrityRun(archive, registry, turn, workers);
    }

    /** It takes long, and holds no connection meanwhile. */
    @Bean
    Step proveArchive(JobRepository jobs, IntegrityRun integrity, ChunkRegistry registry, JobProgress progress) {
        return new StepBuilder("prove", jobs).tasklet((contribution, context) -> {
            StepExecution step = context.getStepContext().getStepExecution();
            long run = step.getJobExecution().getId();
            long known = registry.states().values().stream().mapToLong(Integer::longValue).sum();
            try {
                leave(integrity.run(proven -> progress.set(run, proven, Math.max(proven, known))),
                        step.getExecutionContext());
            } finally {
                progress.end(run);
            }
            return RepeatStatus.FINISHED;
        }, new ResourcelessTransactionManager()).build();
    }

    private static void leave(Findings findings, ExecutionContext left) {
        left.putLong("chunks", findings.result().chunks());
        left.putLong("bytes", findings.result().bytes());
        left.putLong(FAILURES, findings.failures());
        left.putLong("expired", findings.result().expired());
        left.putLong("deleted", findings.result().deleted());
        left.put(PROBLEMS, new ArrayList<>(findings.problems()));
    }

    @Bean(INTEGRITY_JOB)
    Job integrityJob(JobRepository jobs, Step proveArchive) {
        return new JobBuilder(INTEGRITY_JOB, jobs).start(proveArchive).build();
    }
}
