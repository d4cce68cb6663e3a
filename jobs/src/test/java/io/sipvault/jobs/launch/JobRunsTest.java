package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.integrity.IntegrityJobConfiguration;
import io.sipvault.jobs.registry.SettableClock;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.work.ArchiveTurn;
import io.sipvault.jobs.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Jobs that somebody asks for. */
final class JobRunsTest {
    /** 2026-03-01T12:00:00Z, where the clock stands first. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;

    @TempDir
    private Path root;
    private final SettableClock clock = new SettableClock();
    private Installation in;

    @BeforeEach
    void start() {
        in = Installation.start(root, clock, null);
    }

    private ChunkId startWithOldCall(String... settings) throws IOException {
        if (settings.length > 0) {
            in.close();
            Files.writeString(root.resolve("sipvault.properties"), String.join("\n", settings));
            start();
        }
        ChunkId old = in.archiveCall("old@example.com", NOON_NS - 30 * DAY_NS);
        in.archiveCall("new@example.com", NOON_NS);
        in.runs().discover();
        in.runs().runAll();
        return old;
    }

    @AfterEach
    void stop() {
        in.close();
    }

    private JobRuns jobs() {
        return in.bean(JobRuns.class);
    }

    private JobRun ended(String job, String... options) {
        JobRun run = jobs().start(job, Set.of(options));
        while (run.endedAt() == null) {
            Thread.onSpinWait();
            run = jobs().find(run.id()).orElseThrow();
        }
        return run;
    }

    private boolean hasObject(ChunkId id) {
        Archive archive = in.bean(Archive.class);
        return archive.store().head(archive.manifest(id).orElseThrow().object()).isPresent();
    }

    private boolean hasFragments(ChunkId id) {
        return in.bean(Archive.class).store().head(ChunkDecoder.fragmentKey(id.toString())).isPresent();
    }

    private static RetentionReport report(JobRun run) {
        return (RetentionReport) Objects.requireNonNull(run.result().get("report"));
    }

    @Test
    void saysInADryRunWhatARunThenDoes() throws IOException {
        ChunkId old = startWithOldCall("sipvault.retention.import=P1D", "sipvault.retention.index=P7D",
                "sipvault.retention.grace=PT0S");
        clock.advance(Duration.ofDays(2));

        JobRun dry = ended("retention", "dry_run");

        assertThat(dry.state()).as(String.valueOf(dry.error())).isEqualTo("completed");
        assertThat(dry.options()).containsExactly("dry_run");
        RetentionReport would = report(dry);
        assertThat(would.dryRun()).isTrue();
        assertThat(would.expired().values()).extracting(RetentionReport.Amount::objects).containsExactly(2L);
        assertThat(would.days()).containsExactly("2026-01-30");
        assertThat(hasObject(old)).isTrue();
        assertThat(hasFragments(old)).isTrue();
        assertThat(in.dialogs()).hasSize(2);

        JobRun run = ended("retention");

        assertThat(run.options()).isEmpty();
        assertThat(report(run)).isEqualTo(new RetentionReport(would.at(), false, would.expired(), would.deleted(),
                would.days(), would.dayBytes(), would.inGrace(), would.unfinished(), would.unreadable()));
        assertThat(hasObject(old)).isFalse();
        assertThat(hasFragments(old)).isFalse();
        assertThat(in.dialogs()).hasSize(1);
        assertThat(jobs().list("retention", Long.MAX_VALUE, 10)).containsExactly(run, dry);
    }

    @Test
    void takesNoParameterThatAJobDoesNotHave() throws IOException {
        startWithOldCall();
        assertThatThrownBy(() -> jobs().start("retention", Set.of("now"))).isInstanceOf(ForensicException.class)
                .hasMessage("job retention takes dry_run, got now");
        assertThatThrownBy(() -> jobs().start("rebuild", Set.of("dry_run")))
                .hasMessage("job rebuild takes no options, got dry_run");
        assertThat(jobs().list("retention", Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void provesTheArchive() throws IOException {
        ChunkId old = startWithOldCall();
        assertThat(ended("integrity").result()).containsEntry("chunks", 2L).containsEntry("failures", 0L)
                .containsEntry("problems", List.of());

        in.bean(Archive.class).store().delete(in.bean(Archive.class).manifest(old).orElseThrow().object());

        JobRun run = ended("integrity");
        assertThat(run.state()).isEqualTo("completed");
        assertThat(run.result()).containsEntry("failures", 1L);
        assertThat(run.result().get("problems")).asString().contains("chunk " + old);
    }

    @Test
    void namesTheLastOfAChainThatIsGone() throws IOException {
        ChunkId old = startWithOldCall();
        in.bean(Archive.class).store().delete(old.manifestKey());

        JobRun run = ended("integrity");

        assertThat(run.result()).containsEntry("chunks", 1L).containsEntry("failures", 1L);
        assertThat(run.result().get("problems")).asString().contains("chunk " + old + ": its manifest is missing");
    }

    @Test
    void endsAProofWithTheServer() throws Exception {
        startWithOldCall();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        in.store().failures(key -> {
            if (key.startsWith("chunks/")) {
                reading.countDown();
                await(stopped);
            }
            return null;
        });
        long id = jobs().start("integrity", Set.of()).id();
        await(reading);
        Thread stopping = Thread.ofPlatform().start(() -> in.bean(Workers.class).finish());
        while (!in.bean(Workers.class).isStopping()) {
            Thread.onSpinWait();
        }
        stopped.countDown();
        stopping.join();

        JobRun run = jobs().find(id).orElseThrow();
        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.error()).startsWith("ended with the server");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsWhatARebuildReadsUntilItIsDone() throws Exception {
        ChunkId old = startWithOldCall("sipvault.retention.index=P7D");
        Thread retention = Thread.ofPlatform().unstarted(() -> in.bean(RetentionRuns.class).run());
        in.store().failures(key -> {
            if (key.startsWith("derived/") && retention.getState() == Thread.State.NEW) {
                retention.start();
                while (retention.isAlive() && !in.bean(ArchiveTurn.class).isAwaited()) {
                    Thread.onSpinWait();
                }
            }
            return null;
        });

        assertThat(in.bean(RebuildRun.class).run()).isEqualTo("g2");

        retention.join();
        assertThat(hasFragments(old)).isFalse();
        assertThat(in.dialogs()).hasSize(1);
        assertThat(in.bean(RebuildRun.class).run()).isEqualTo("g3");
        assertThat(in.dialogs()).hasSize(1);
    }

    @Test
    void letsAJobBeAskedForAgainWhoseProcessIsGone() throws IOException {
        startWithOldCall();
        for (String job : List.of("rebuild", "retention", IntegrityJobConfiguration.INTEGRITY_JOB)) {
            leaveRunning(job);
            assertThatThrownBy(() -> jobs().start(job, Set.of())).isInstanceOfSatisfying(ForensicException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_USE));
        }

        in.runs().takeOver();

        for (String job : List.of("rebuild", "retention", "integrity")) {
            assertThat(ended(job).state()).as(job).isEqualTo("completed");
            assertThat(jobs().list(job, Long.MAX_VALUE, 10)).extracting(JobRun::state).containsExactly("completed",
                    "failed");
        }
    }

    private void leaveRunning(String job) {
        JobRepository repository = in.bean(JobRepository.class);
        JobInstance instance = repository.createJobInstance(job, new JobParameters());
        JobExecution execution = repository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
        execution.setStatus(BatchStatus.STARTED);
        repository.update(execution);
    }
}
