package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import io.sipvault.jobs.retention.RetentionJobConfiguration;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.work.JobProgress;
import io.sipvault.jobs.work.Workers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** The runs of all jobs, and the way to ask for one: it waits for its turn in the background. */
public class JobRuns {
    private static final String RUN = "run";
    private static final String YES = "true";
    private static final int LONGEST_ERROR = 1000;

    private final JobRepository repository;
    private final JobHistory history;
    private final SortedMap<String, AskedJob> jobs;
    private final JobOperator background;
    private final JobProgress progress;
    private final Clock clock;

    JobRuns(JobRepository repository, JobHistory history, Collection<AskedJob> jobs, Workers workers,
            JobProgress progress, Clock clock) {
        this.repository = repository;
        this.history = history;
        this.jobs = new TreeMap<>();
        jobs.forEach(asked -> this.jobs.put(asked.job().getName(), asked));
        this.progress = progress;
        this.clock = clock;
        TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
        operator.setJobRepository(repository);
        operator.setTaskExecutor(workers.jobs());
        this.background = operator;
    }

    /** The jobs that may be asked for. */
    public Set<String> names() {
        return new TreeSet<>(jobs.keySet());
    }

    /** What may be said with a job, beside its name; empty when there is no such job. */
    public Set<String> options(String name) {
        AskedJob asked = jobs.get(name);
        return asked == null ? Set.of() : new TreeSet<>(asked.options());
    }

    /**
     * Asks for a run. Nothing of what whoever asks says becomes a parameter but the options that the job has: what is deleted
     * is decided by policies and the clock alone.
     *
     * @param options
     *            of those that the job has
     * @throws ForensicException
     *             BAD_REQUEST when there is no such job or option, IN_USE when it was asked for while one is on; of the index
     *             job several may wait
     */
    public JobRun start(String name, Set<String> options) {
        AskedJob asked = jobs.get(name);
        if (asked == null) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "job='" + name + "' is none; it takes "
                    + String.join(", ", names()));
        }
        if (!asked.options().containsAll(options)) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "job " + name + " takes "
                    + (asked.options().isEmpty() ? "no options" : String.join(", ", options(name))) + ", got "
                    + String.join(", ", new TreeSet<>(options)));
        }
        if (!name.equals(IndexJobConfiguration.INDEX_JOB) && !repository.findRunningJobExecutions(name).isEmpty()) {
            throw new ForensicException(ErrorCode.IN_USE, "starting job " + name + ": one is on; wait for its end");
        }
        try {
            return find(background.start(asked.by(options), parameters(options)).getId()).orElseThrow();
        } catch (JobExecutionException e) {
            throw new ForensicException(ErrorCode.DATABASE, "starting job " + name + " failed: " + e.getMessage(), e);
        }
    }

    /** Asks for a rebuild of the index. */
    public JobRun startRebuild() {
        return start(RebuildJobConfiguration.REBUILD_JOB, Set.of());
    }

    /** Each job takes those that it knows. */
    private JobParameters parameters(Set<String> options) {
        JobParametersBuilder builder = new JobParametersBuilder().addString(RUN, UUID.randomUUID().toString())
                .addLong(RetentionJobConfiguration.NOW, clock.millis(), false)
                .addString(IndexJobConfiguration.DISCOVER, YES, false);
        options.forEach(option -> builder.addString(option, YES, false));
        return builder.toJobParameters();
    }

    /** A run by its id. */
    public Optional<JobRun> find(long id) {
        return history.isKnown(id)
                ? Optional.ofNullable(repository.getJobExecution(id)).map(this::run)
                : Optional.empty();
    }

    /**
     * Runs, the newest first.
     *
     * @param job
     *            of a job; null for all
     * @param below
     *            only those with a smaller id
     */
    public List<JobRun> list(@Nullable String job, long below, int most) {
        return history.ids(job, below, most).stream().map(this::find).flatMap(Optional::stream).toList();
    }

    private JobRun run(JobExecution execution) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, Object> result = new TreeMap<>();
        for (StepExecution step : execution.getStepExecutions()) {
            counts.merge("read", step.getReadCount(), Long::sum);
            counts.merge("written", step.getWriteCount(), Long::sum);
            step.getExecutionContext().entrySet().stream().filter(entry -> !entry.getKey().startsWith("batch."))
                    .forEach(entry -> result.put(entry.getKey(), value(entry)));
        }
        progress.of(execution.getId()).ifPresent(steps -> {
            counts.put("done", steps.done());
            counts.put("of", steps.all());
        });
        return new JobRun(execution.getId(), execution.getJobInstance().getJobName(), state(execution.getStatus()),
                options(execution), Objects.requireNonNull(instant(execution.getCreateTime())),
                instant(execution.getStartTime()), instant(execution.getEndTime()), counts, result, error(execution));
    }

    private static Object value(Map.Entry<String, Object> left) {
        return left.getKey().equals(RetentionJobConfiguration.REPORT)
                ? RetentionReport.parse((String) left.getValue())
                : left.getValue();
    }

    private List<String> options(JobExecution execution) {
        return options(execution.getJobInstance().getJobName()).stream()
                .filter(option -> execution.getJobParameters().getParameter(option) != null).toList();
    }

    private static String state(BatchStatus status) {
        return switch (status) {
            case STARTING -> "queued";
            case STARTED, STOPPING -> "running";
            case COMPLETED -> "completed";
            case STOPPED -> "stopped";
            case FAILED, ABANDONED, UNKNOWN -> "failed";
        };
    }

    /** The framework writes local times. */
    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : time.atZone(ZoneId.systemDefault()).toInstant();
    }

    /** The first line of a stack trace that the framework keeps. */
    private static @Nullable String error(JobExecution execution) {
        if (execution.getStatus() != BatchStatus.FAILED) {
            return null;
        }
        String text = execution.getStepExecutions().stream().map(step -> step.getExitStatus().getExitDescription())
                .filter(description -> !description.isBlank()).findFirst()
                .orElse(execution.getExitStatus().getExitDescription());
        String line = text.lines().findFirst().orElse("").replaceFirst("^[a-zA-Z0-9.$]+(Exception|Error): ", "");
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) : line;
    }
}
