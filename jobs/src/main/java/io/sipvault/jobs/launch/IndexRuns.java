package io.sipvault.jobs.launch;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import io.sipvault.jobs.integrity.IntegrityJobConfiguration;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;

/** Runs the index job as long as there is something to do. */
public class IndexRuns {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRuns.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final List<String> JOBS = List.of(IndexJobConfiguration.INDEX_JOB,
            RetentionJobConfiguration.RETENTION_JOB, RebuildJobConfiguration.REBUILD_JOB,
            IntegrityJobConfiguration.INTEGRITY_JOB);

    private final JobOperator operator;
    private final Job indexJob;
    private final JobRepository repository;
    private final ChunkRegistry registry;
    private final ChunkDiscovery discovery;
    private final JobHistory history;
    /** One at a time: another would find the same chunks claimed. */
    private final ReentrantLock running = new ReentrantLock(true);
    private volatile boolean stopping;

    IndexRuns(JobOperator operator, Job indexJob, JobRepository repository, ChunkRegistry registry,
            ChunkDiscovery discovery, JobHistory history) {
        this.operator = operator;
        this.indexJob = indexJob;
        this.repository = repository;
        this.registry = registry;
        this.discovery = discovery;
        this.history = history;
    }

    /**
     * To be called when nobody else can be at work: frees what dead runs held, marks those runs failed and forgets runs of
     * more than 30 days ago.
     */
    public void takeOver() {
        registry.releaseAll();
        for (String job : JOBS) {
            repository.findRunningJobExecutions(job).forEach(operator::recover);
        }
        forgetOldRuns();
    }

    /** Removes runs of more than 30 days ago from the tables of the batch framework. @return how many */
    public int forgetOldRuns() {
        return history.purge(KEPT);
    }

    /** Makes every chunk of the archive known that is not. @return how many were new */
    public int discover() {
        return discovery.all();
    }

    /**
     * Makes chunks known that were just archived. The archive, which may hold millions, is not listed for that, unless nothing
     * of it is known yet.
     *
     * @return how many were new
     */
    public int discover(List<ChunkId> archived) {
        return registry.isEmpty() ? discover() : discovery.of(archived);
    }

    /** Makes chunks known that somebody says were archived; those that are not are left. @return how many were new */
    int discoverHinted(List<ChunkId> chunks) {
        return discovery.of(chunks);
    }

    /** Makes chunks known whose data objects lie under the hours since a time. @return how many were new */
    public int discoverSince(Instant since) {
        return discovery.since(since);
    }

    /** Ends the run that is on after the chunks at hand; none begins any more. What is left waits for the next start. */
    public void stop() {
        stopping = true;
        try {
            repository.findRunningJobExecutions(IndexJobConfiguration.INDEX_JOB).forEach(this::stop);
        } catch (DataAccessException e) {
            // a full disk closed the database: no run goes on without it, and what closes behind this has to
            LOG.debug("no index run was asked to stop: {}", e.getMessage());
        }
    }

    private void stop(JobExecution execution) {
        try {
            operator.stop(execution);
        } catch (JobExecutionException e) {
            LOG.debug("index run {} ended by itself", execution.getId());
        }
    }

    /** Runs until nothing is left to decode or fold, or it is stopped. @return how many runs it took */
    public int runAll() {
        running.lock();
        try {
            return runOpen();
        } finally {
            running.unlock();
        }
    }

    private int runOpen() {
        int runs = 0;
        while (!stopping && registry.hasWork()) {
            JobExecution execution = run();
            runs++;
            if (stopping) {
                return runs;
            }
            JobFailure.check(execution);
        }
        return runs;
    }

    private JobExecution run() {
        String run = UUID.randomUUID().toString();
        try {
            return operator.start(indexJob,
                    new JobParametersBuilder().addString(IndexJobConfiguration.RUN, run).toJobParameters());
        } catch (JobExecutionException e) {
            throw new ForensicException(ErrorCode.DATABASE, "starting index run " + run + " failed: " + e.getMessage(),
                    e);
        } finally {
            registry.release(run);
        }
    }
}
