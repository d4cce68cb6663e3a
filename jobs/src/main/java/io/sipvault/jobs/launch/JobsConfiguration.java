package io.sipvault.jobs.launch;

import io.sipvault.indexer.call.LinkHeaders;
import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.setting.RetentionSettings;
import io.sipvault.jobs.ingestion.FoldTurn;
import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import io.sipvault.jobs.integrity.IntegrityJobConfiguration;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.registry.CoverageRegistry;
import io.sipvault.jobs.registry.ExpiryRegistry;
import io.sipvault.jobs.retention.RetentionDryRun;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import io.sipvault.jobs.retention.RetentionPlan;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.JobProgress;
import io.sipvault.jobs.work.Workers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every job works with; whoever starts it gives the {@link ObjectStore}, see {@link ArchiveStore}. */
@Configuration(proxyBeanMethods = false)
@Import({DatabaseConfiguration.class, IndexJobConfiguration.class, RebuildJobConfiguration.class,
        RetentionJobConfiguration.class, IntegrityJobConfiguration.class})
public class JobsConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Archive archive(ObjectStore store) {
        return new Archive(store);
    }

    @Bean
    ManifestSigner manifestSigner(DataDirectory data) {
        return ManifestSigner.loadOrCreate(data.signingKey());
    }

    @Bean
    PartitionedIndex partitionedIndex(DataDirectory data, ExpiryRegistry expiries) {
        IndexMarks.lack(data);
        PartitionedIndex index = PartitionedIndex.open(data.index());
        expiries.cutoff().ifPresent(cutoff -> index.keepFrom(cutoff.day()));
        return index;
    }

    @Bean
    RetentionSettings retentionSettings(DataDirectory data) {
        return RetentionSettings.read(System.getenv(), data.root());
    }

    @Bean
    NumberNormalizer numberNormalizer(@Value("${sipvault.region:US}") String region) {
        return new NumberNormalizer(region);
    }

    @Bean
    IndexMarks indexMarks(DataDirectory data, @Value("${sipvault.links:" + LinkHeaders.COMMON + "}") String links) {
        return new IndexMarks(data, links);
    }

    @Bean
    LinkKeys linkKeys(IndexMarks marks) {
        return marks.inUse();
    }

    @Bean
    Workers workers() {
        return new Workers(Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    @Bean
    ChunkRegistry chunkRegistry(JdbcTemplate jdbc, Clock clock) {
        return new ChunkRegistry(jdbc, clock);
    }

    @Bean
    ExpiryRegistry expiryRegistry(JdbcTemplate jdbc) {
        return new ExpiryRegistry(jdbc);
    }

    @Bean
    CoverageRegistry coverageRegistry(JdbcTemplate jdbc) {
        return new CoverageRegistry(jdbc);
    }

    @Bean
    IndexRuns indexRuns(JobOperator operator, @Qualifier(IndexJobConfiguration.INDEX_JOB) Job indexJob,
            JobRepository repository, ChunkRegistry registry, ChunkDiscovery discovery, JobHistory history) {
        return new IndexRuns(operator, indexJob, repository, registry, discovery, history);
    }

    @Bean
    ChunkDiscovery chunkDiscovery(Archive archive, ChunkRegistry registry, Clock clock) {
        return new ChunkDiscovery(archive, registry, clock);
    }

    @Bean
    JobProgress jobProgress() {
        return new JobProgress();
    }

    @Bean
    ArchiveTurn archiveTurn() {
        return new ArchiveTurn();
    }

    @Bean
    JobRuns jobRuns(JobRepository repository, JobHistory history, Map<String, Job> jobs, RetentionDryRun dryRun,
            Workers workers, JobProgress progress, Clock clock) {
        return new JobRuns(repository, history, asked(jobs, dryRun.job()), workers, progress, clock);
    }

    private static List<AskedJob> asked(Map<String, Job> jobs, Job retentionDryRun) {
        return List.of(AskedJob.index(named(jobs, IndexJobConfiguration.INDEX_JOB)),
                AskedJob.plain(named(jobs, RebuildJobConfiguration.REBUILD_JOB)),
                AskedJob.plain(named(jobs, IntegrityJobConfiguration.INTEGRITY_JOB)),
                AskedJob.withDryRun(named(jobs, RetentionJobConfiguration.RETENTION_JOB), retentionDryRun));
    }

    private static Job named(Map<String, Job> jobs, String name) {
        return Objects.requireNonNull(jobs.get(name), name);
    }

    @Bean
    RetentionRuns retentionRuns(JobOperator operator,
            @Qualifier(RetentionJobConfiguration.RETENTION_JOB) Job retentionJob, RetentionPlan plan,
            ArchiveTurn turn, Clock clock) {
        return new RetentionRuns(operator, retentionJob, plan, turn, clock);
    }

    @Bean
    IndexSchedule indexSchedule(IndexRuns runs, RetentionRuns retention, IndexMerges merges, CaptureFacts facts,
            Clock clock) {
        return new IndexSchedule(runs, retention, merges, facts, clock);
    }

    @Bean
    CaptureFacts captureFacts(Archive archive, CoverageRegistry registry) {
        return new CaptureFacts(archive, registry);
    }

    @Bean
    IndexMerges indexMerges(PartitionedIndex index, FoldTurn turn, Workers workers, Clock clock) {
        return new IndexMerges(index, turn, workers, clock);
    }

    @Bean
    JobHistory jobHistory(JdbcTemplate jdbc, Clock clock) {
        return new JobHistory(jdbc, clock);
    }

    @Bean
    RebuildRun rebuildRun(DataDirectory data, Archive archive, ChunkRegistry registry, ExpiryRegistry expiries,
            NumberNormalizer numbers, IndexMarks marks, Workers workers, PartitionedIndex index, FoldTurn turn,
            ArchiveTurn archiveTurn, Folder folder) {
        return new RebuildRun(data, archive, registry, expiries, numbers, marks, workers, index, turn, archiveTurn,
                folder);
    }
}
