package io.sipvault.jobs.retention;

import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.setting.RetentionSettings;
import io.sipvault.jobs.ingestion.FoldTurn;
import io.sipvault.jobs.registry.AgedFragment;
import io.sipvault.jobs.registry.AgingChunk;
import io.sipvault.jobs.registry.ExpiredChunk;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.jobs.registry.IndexCutoff;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.Workers;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job {@code retention}. Its parameters are {@code run}, a UUID, and {@code now}, the time in milliseconds that all ages
 * are reckoned to. A dry run has the same name, and one step that changes nothing. Both leave a {@link RetentionReport}.
 */
@Configuration(proxyBeanMethods = false)
public class RetentionJobConfiguration {
    /** The job's name. */
    public static final String RETENTION_JOB = "retention";
    /** The parameter that tells runs apart. */
    public static final String RUN = "run";
    /** Milliseconds since 1970. */
    public static final String NOW = "now";
    /** Where the last step of a run leaves its report, as JSON. */
    public static final String REPORT = "report";

    private static final int COMMIT_INTERVAL = 20;

    @Bean
    RetentionRun retentionRun() {
        return new RetentionRun();
    }

    @Bean
    MarkWriter markWriter(Archive archive, ManifestSigner signer, @Value("${sipvault.tool:sipvault}") String tool) {
        return new MarkWriter(archive, signer, tool, new RetentionTally());
    }

    /** What an older version did not write is filled in first. */
    @Bean
    Step prepareRetention(JobRepository jobs, RetentionPlan plan, RetentionRun run) {
        return new StepBuilder("prepare", jobs).tasklet((contribution, context) -> {
            plan.prepare();
            run.begin();
            return RepeatStatus.FINISHED;
        }, new ResourcelessTransactionManager()).build();
    }

    @Bean
    Step reportRetention(JobRepository jobs, RetentionPlan plan, RetentionRun run) {
        return new StepBuilder("report", jobs).tasklet((contribution, context) -> {
            leave(context, plan.done(now(context), run.tally()));
            return RepeatStatus.FINISHED;
        }, new ResourcelessTransactionManager()).build();
    }

    @Bean
    Step planRetention(JobRepository jobs, RetentionPlan plan) {
        return new StepBuilder("plan", jobs).tasklet((contribution, context) -> {
            plan.prepare();
            leave(context, plan.dryRun(now(context)));
            return RepeatStatus.FINISHED;
        }, new ResourcelessTransactionManager()).build();
    }

    private static Instant now(ChunkContext context) {
        Object now = Objects.requireNonNull(context.getStepContext().getJobParameters().get(NOW));
        return Instant.ofEpochMilli((long) now);
    }

    private static void leave(ChunkContext context, RetentionReport report) {
        context.getStepContext().getStepExecution().getExecutionContext().putString(REPORT, report.toJson());
    }

    @Bean
    RetentionPlan retentionPlan(RetentionSettings settings, ExpiryRegistry registry, Archive archive,
            PartitionedIndex index, MarkWriter marks) {
        return new RetentionPlan(settings, registry, archive, index, marks);
    }

    @Bean
    @StepScope
    ItemReader<AgingChunk> dueChunks(RetentionSettings settings, ExpiryRegistry registry,
            @Value("#{jobParameters['now']}") Long now) {
        return new RetentionTime(settings, registry, Instant.ofEpochMilli(now)).due();
    }

    @Bean
    @StepScope
    ItemProcessor<AgingChunk, ExpiredChunk> expireProcessor(RetentionSettings settings, ExpiryRegistry registry,
            MarkWriter marks, RetentionRun run, @Value("#{jobParameters['now']}") Long now) {
        return new ExpireProcessor(new RetentionTime(settings, registry, Instant.ofEpochMilli(now)),
                marks.countingIn(run.tally()), run.tally());
    }

    @Bean
    Step expireChunks(JobRepository jobs, PlatformTransactionManager transactions, ItemReader<AgingChunk> reader,
            ItemProcessor<AgingChunk, ExpiredChunk> processor, ExpiryRegistry registry, Workers workers) {
        return step("expire", jobs, transactions, reader, processor, chunks -> registry.expired(listOf(chunks)),
                workers);
    }

    @Bean
    @StepScope
    ItemReader<ExpiredChunk> sweepableChunks(RetentionSettings settings, ExpiryRegistry registry,
            @Value("#{jobParameters['now']}") Long now) {
        return new RetentionTime(settings, registry, Instant.ofEpochMilli(now)).sweepable();
    }

    @Bean
    @StepScope
    ItemProcessor<ExpiredChunk, ExpiredChunk> sweepProcessor(Archive archive, RetentionRun run) {
        return new SweepProcessor(archive, run.tally());
    }

    @Bean
    @StepScope
    ItemWriter<ExpiredChunk> sweptWriter(ExpiryRegistry registry, @Value("#{jobParameters['now']}") Long now) {
        return chunks -> registry.swept(listOf(chunks), Instant.ofEpochMilli(now));
    }

    @Bean
    Step sweep(JobRepository jobs, PlatformTransactionManager transactions, ItemReader<ExpiredChunk> reader,
            ItemProcessor<ExpiredChunk, ExpiredChunk> processor, ItemWriter<ExpiredChunk> writer, Workers workers) {
        return step("sweep", jobs, transactions, reader, processor, writer, workers);
    }

    /** That the days are given up is durable before the first of them is dropped, so that no fold brings one back. */
    @Bean
    Step dropDays(JobRepository jobs, PlatformTransactionManager transactions, RetentionSettings settings,
            ExpiryRegistry registry, PartitionedIndex index, RetentionRun run, FoldTurn turn) {
        return new StepBuilder("drop-days", jobs).tasklet((contribution, context) -> {
            new RetentionTime(settings, registry, now(context)).cutoff().ifPresent(cutoff -> {
                registry.advance(cutoff);
                turn.take(() -> {
                    index.keepFrom(cutoff.day());
                    run.tally().days(index.dropExpired());
                });
            });
            return RepeatStatus.FINISHED;
        }, transactions).build();
    }

    @Bean
    @StepScope
    ItemReader<AgedFragment> agedFragments(RetentionSettings settings, ExpiryRegistry registry,
            @Value("#{jobParameters['now']}") Long now) {
        RetentionTime time = new RetentionTime(settings, registry, Instant.ofEpochMilli(now));
        Optional<IndexCutoff> cutoff = registry.cutoff();
        return cutoff.isPresent() ? time.fragments(cutoff.get()) : () -> null;
    }

    @Bean
    @StepScope
    ItemProcessor<AgedFragment, AgedFragment> fragmentProcessor(Archive archive, ExpiryRegistry registry,
            MarkWriter marks, RetentionRun run, @Value("#{jobParameters['now']}") Long now) {
        Instant at = Instant.ofEpochMilli(now);
        Optional<IndexCutoff> cutoff = registry.cutoff();
        return cutoff.isPresent()
                ? new FragmentProcessor(archive, cutoff.get(), at, marks.countingIn(run.tally()), run.tally())
                : fragment -> null;
    }

    @Bean
    @StepScope
    ItemWriter<AgedFragment> fragmentWriter(ExpiryRegistry registry, @Value("#{jobParameters['now']}") Long now) {
        return fragments -> registry.fragmentsExpired(listOf(fragments), Instant.ofEpochMilli(now));
    }

    @Bean
    Step expireFragments(JobRepository jobs, PlatformTransactionManager transactions, ItemReader<AgedFragment> reader,
            ItemProcessor<AgedFragment, AgedFragment> processor, ItemWriter<AgedFragment> writer, Workers workers) {
        return step("expire-fragments", jobs, transactions, reader, processor, writer, workers);
    }

    private static <I, O> Step step(String name, JobRepository jobs, PlatformTransactionManager transactions,
            ItemReader<I> reader, ItemProcessor<I, O> processor, ItemWriter<O> writer, Workers workers) {
        return new StepBuilder(name, jobs).<I, O>chunk(COMMIT_INTERVAL).transactionManager(transactions).reader(reader)
                .processor(processor).writer(writer).taskExecutor(workers.asyncExecutor()).build();
    }

    @Bean(RETENTION_JOB)
    Job retentionJob(JobRepository jobs, Step prepareRetention, Step expireChunks, Step sweep, Step dropDays,
            Step expireFragments, Step reportRetention, ArchiveTurn turn) {
        return new JobBuilder(RETENTION_JOB, jobs).listener(new TakingTurns(turn)).start(prepareRetention)
                .next(expireChunks).next(sweep).next(dropDays).next(expireFragments).next(reportRetention).build();
    }

    @Bean
    RetentionDryRun retentionDryRun(JobRepository jobs, Step planRetention, ArchiveTurn turn) {
        return new RetentionDryRun(new JobBuilder(RETENTION_JOB, jobs).listener(new TakingTurns(turn))
                .start(planRetention).build());
    }

    /** Begins and ends in the thread that runs the job. */
    private record TakingTurns(ArchiveTurn turn) implements JobExecutionListener {
        @Override
        public void beforeJob(JobExecution execution) {
            turn.begin();
        }

        @Override
        public void afterJob(JobExecution execution) {
            turn.end();
        }
    }

    private static <T> List<T> listOf(Chunk<? extends T> chunk) {
        return List.copyOf(chunk.getItems());
    }
}
