package io.sipvault.jobs.launch;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import io.sipvault.jobs.registry.ChunkRegistry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;

/** Runs the index job as long as there is something to do. */
public class IndexRuns {
    private final JobOperator operator;
    private final Job indexJob;
    private final ChunkRegistry registry;
    private final Archive archive;

    public IndexRuns(JobOperator operator, Job indexJob, ChunkRegistry registry, Archive archive) {
        this.operator = operator;
        this.indexJob = indexJob;
        this.registry = registry;
        this.archive = archive;
    }

    /** Makes every chunk of the archive known that is not. @return how many were new */
    public int discover() {
        int[] found = new int[1];
        archive.forEachId(id -> {
            if (!registry.isKnown(id)) {
                String vantage = archive.manifest(id).map(ChunkManifest::vantage).orElse("");
                found[0] += registry.register(id, vantage) ? 1 : 0;
            }
        });
        return found[0];
    }

    /** Runs until nothing is left to decode or fold. @return how many runs it took */
    public int runAll() {
        int runs = 0;
        while (registry.hasWork()) {
            JobExecution execution = run();
            runs++;
            if (!ExitStatus.COMPLETED.getExitCode().equals(execution.getExitStatus().getExitCode())) {
                Throwable cause = execution.getAllFailureExceptions().stream().findFirst().orElse(null);
                throw failure(execution, cause);
            }
        }
        return runs;
    }

    /** The batch framework wraps what happened; the innermost failure says it. */
    private static ForensicException failure(JobExecution execution, @Nullable Throwable failure) {
        Throwable innermost = failure;
        while (innermost != null && !(innermost instanceof ForensicException) && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof ForensicException known) {
            return known;
        }
        return new ForensicException(ErrorCode.INTERNAL, "index run " + execution.getId() + " failed: "
                + (innermost == null ? execution.getExitStatus().getExitDescription() : innermost.toString()), failure);
    }

    private JobExecution run() {
        String run = UUID.randomUUID().toString();
        try {
            return operator.start(indexJob,
                    new JobParametersBuilder().addString(IndexJobConfiguration.RUN, run).toJobParameters());
        } catch (JobExecutionException e) {
            throw new ForensicException(ErrorCode.DATABASE, "starting index run " + run + " failed: " + e.getMessage(),
                    e);
        }
    }
}
