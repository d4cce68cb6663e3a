package io.sipvault.jobs.ingestion;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.ClaimedChunk;
import io.sipvault.jobs.work.Workers;
import java.time.Clock;
import java.util.Map;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The job {@code index}: its one identifying parameter is {@code run}, a UUID. */
@Configuration(proxyBeanMethods = false)
public class IndexJobConfiguration {
    /** The job's name. */
    public static final String INDEX_JOB = "index";
    /** The job's parameter. */
    public static final String RUN = "run";

    /** A parameter: the whole archive is looked through for chunks that are not known. */
    public static final String DISCOVER = "discover";
    /** A parameter: quarantined chunks are tried again. */
    public static final String RETRY = "retry";

    /** Chunks that are decoded, folded and committed together. */
    private static final int COMMIT_INTERVAL = 8;

    @Bean
    StageTimes stageTimes() {
        return new StageTimes();
    }

    @Bean
    FoldTurn foldTurn() {
        return new FoldTurn();
    }

    @Bean
    Folder folder(Archive archive, PartitionedIndex index, NumberNormalizer numbers, LinkKeys links,
            Workers workers) {
        return new Folder(archive.store(), index, numbers, links, workers.executor());
    }

    @Bean
    @StepScope
    ItemReader<ClaimedChunk> chunkClaimReader(ChunkRegistry registry, Clock clock,
            @Value("#{jobParameters['run']}") String run) {
        return new ChunkClaimReader(registry, run, clock);
    }

    @Bean
    Step decodeAndFold(JobRepository jobs, PlatformTransactionManager transactions, ItemReader<ClaimedChunk> reader,
            Archive archive, ChunkRegistry registry, Folder folder, PartitionedIndex index, Workers workers,
            StageTimes times, FoldTurn turn) {
        return new StepBuilder("decode-and-fold", jobs).<ClaimedChunk, ClaimedChunk>chunk(COMMIT_INTERVAL)
                .transactionManager(transactions).reader(reader)
                .processor(new ChunkDecodeProcessor(archive, registry, times))
                .writer(new ChunkFoldWriter(folder, index, registry, archive.store(), times, turn))
                .taskExecutor(workers.asyncExecutor())
                .build();
    }

    @Bean
    Step foldDue(JobRepository jobs, PlatformTransactionManager transactions, ChunkRegistry registry, Folder folder,
            PartitionedIndex index, FoldTurn turn) {
        return new StepBuilder("fold-due", jobs).tasklet((contribution, context) -> {
            turn.take(() -> index.durably(() -> folder.foldDue(registry.nowByVantage())));
            return RepeatStatus.FINISHED;
        }, transactions).build();
    }

    @Bean
    Step discover(JobRepository jobs, PlatformTransactionManager transactions, ChunkRegistry registry,
            Discovery discovery) {
        return new StepBuilder("discover", jobs).tasklet((contribution, context) -> {
            Map<String, Object> parameters = context.getStepContext().getJobParameters();
            if (parameters.containsKey(RETRY)) {
                registry.retryQuarantined();
            }
            if (parameters.containsKey(DISCOVER)) {
                context.getStepContext().getStepExecution().getExecutionContext().putInt("new_chunks",
                        discovery.all());
            }
            return RepeatStatus.FINISHED;
        }, transactions).build();
    }

    @Bean(INDEX_JOB)
    Job indexJob(JobRepository jobs, Step discover, Step decodeAndFold, Step foldDue, ChunkRegistry registry) {
        return new JobBuilder(INDEX_JOB, jobs).listener(new JobExecutionListener() {
            @Override
            public void afterJob(JobExecution execution) {
                registry.release(String.valueOf(execution.getJobParameters().getString(RUN)));
            }
        }).start(discover).next(decodeAndFold).next(foldDue).build();
    }
}
