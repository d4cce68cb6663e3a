package io.sipvault.jobs.launch;

import io.sipvault.jobs.work.JobProgress;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code rebuild}: its one identifying parameter is {@code run}, a UUID. */
@Configuration(proxyBeanMethods = false)
class RebuildJobConfiguration {
    static final String REBUILD_JOB = "rebuild";

    /** It takes long, and holds no connection meanwhile. */
    @Bean
    Step rebuildIndex(JobRepository jobs, RebuildRun rebuild, JobProgress progress) {
        return new StepBuilder("rebuild", jobs).tasklet((contribution, context) -> {
            StepExecution step = context.getStepContext().getStepExecution();
            long run = step.getJobExecution().getId();
            try {
                String generation = rebuild.run((done, all) -> progress.set(run, done, all));
                step.getExecutionContext().putString("generation", generation);
            } finally {
                progress.end(run);
            }
            return RepeatStatus.FINISHED;
        }, new ResourcelessTransactionManager()).build();
    }

    @Bean(REBUILD_JOB)
    Job rebuildJob(JobRepository jobs, Step rebuildIndex) {
        return new JobBuilder(REBUILD_JOB, jobs).start(rebuildIndex).build();
    }
}
