package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;

/** Says why a run did not come to its end. */
final class JobFailure {
    private JobFailure() {}

    /** @throws ForensicException when the run failed */
    static void check(JobExecution execution) {
        if (!ExitStatus.COMPLETED.getExitCode().equals(execution.getExitStatus().getExitCode())) {
            throw of(execution, execution.getAllFailureExceptions().stream().findFirst().orElse(null));
        }
    }

    /** The batch framework wraps what happened; the innermost failure says it. */
    private static ForensicException of(JobExecution execution, @Nullable Throwable failure) {
        Throwable innermost = failure;
        while (innermost != null && !(innermost instanceof ForensicException) && innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof ForensicException known) {
            return known;
        }
        return new ForensicException(ErrorCode.INTERNAL, execution.getJobInstance().getJobName() + " run "
                + execution.getId() + " failed: "
                + (innermost == null ? execution.getExitStatus().getExitDescription() : innermost.toString()), failure);
    }
}
