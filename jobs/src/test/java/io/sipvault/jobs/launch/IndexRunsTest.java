package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.jobs.ingestion.IndexJobConfiguration;
import io.sipvault.jobs.registry.ChunkState;
import io.sipvault.jobs.registry.ClaimedChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.support.AopUtils;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.JdbcTemplate;

final class IndexRunsTest {
    /** 2026-03-01T12:00:00Z. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;

    @TempDir
    private Path root;
    private Installation installation;

    @BeforeEach
    void start() {
        installation = Installation.start(root);
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void foldsWhatWasArchived() throws IOException {
        installation.archiveCall("one@example.com", NOON_NS);

        assertThat(installation.runs().discover()).isEqualTo(1);
        assertThat(installation.runs().runAll()).isEqualTo(1);

        assertThat(installation.registry().states()).containsExactly(entry(ChunkState.FOLDED, 1));
        assertThat(installation.dialogs()).singleElement().asString().contains("one@example.com");
        assertThat(installation.runs().discover()).isZero();
    }

    @Test
    void makesKnownWhatWasJustArchivedWithoutListing() throws IOException {
        installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();
        installation.archiveCall("of-another-installation@example.com", NOON_NS);
        ChunkId own = installation.archiveCall("two@example.com", NOON_NS);

        assertThat(installation.runs().discover(List.of(own))).isEqualTo(1);
        assertThat(installation.runs().discover(List.of(own))).isZero();
        installation.runs().runAll();

        assertThat(installation.dialogs()).hasSize(2);
        assertThat(installation.runs().discover()).isEqualTo(1);
    }

    @Test
    void findsTheWholeArchiveWhenNothingOfItIsKnown() throws IOException {
        installation.archiveCall("one@example.com", NOON_NS);
        ChunkId own = installation.archiveCall("two@example.com", NOON_NS);

        assertThat(installation.runs().discover(List.of(own))).isEqualTo(2);
    }

    @Test
    void tellsThatAnImportDied() {
        ImportMark mark = new DataDirectory(root).importMark();

        assertThat(mark.begin()).isFalse();
        assertThat(mark.begin()).isTrue();
        mark.end();
        assertThat(mark.begin()).isFalse();
    }

    @Test
    void runsNothingWhenNothingIsToDo() {
        assertThat(installation.runs().runAll()).isZero();
        assertThat(installation.bean(IndexSchedule.class).everyMinute()).isZero();
        assertThat(installation.bean(IndexSchedule.class).daily()).isZero();

        assertThat(count("BATCH_JOB_EXECUTION")).isZero();
    }

    @Test
    void keepsEachStepOfTheRegistryAndTheHistoryInATransaction() {
        assertThat(AopUtils.isAopProxy(installation.registry())).isTrue();
        assertThat(AopUtils.isAopProxy(installation.bean(JobHistory.class))).isTrue();
    }

    @Test
    void givesEachChunkThatRunsDiedWithARunOfItsOwnAfterTheOthers() throws IOException {
        for (int n = 0; n < 3; n++) {
            installation.archiveCall("twice-met-a-death-" + n + "@example.com", NOON_NS);
        }
        installation.runs().discover();
        for (int death = 0; death < 2; death++) {
            assertThat(installation.registry().claim("dead-run", 3)).hasSize(3);
            installation.runs().takeOver();
        }
        installation.archiveCall("new@example.com", NOON_NS);
        installation.runs().discover();

        assertThat(installation.runs().runAll()).isEqualTo(4);

        assertThat(installation.registry().states()).containsExactly(entry(ChunkState.FOLDED, 4));
        assertThat(installation.dialogs()).hasSize(4);
    }

    @Test
    void quarantinesADamagedChunkAndFoldsTheOthers() throws IOException {
        ChunkId damaged = installation.archiveCall("damaged@example.com", NOON_NS);
        for (int n = 0; n < 10; n++) {
            installation.archiveCall("good-" + n + "@example.com", NOON_NS);
        }
        flipByteInTheMiddle(root.resolve("store").resolve(manifest(damaged).object()));
        installation.runs().discover();

        installation.runs().runAll();

        assertThat(installation.registry().states()).containsOnly(entry(ChunkState.FOLDED, 10),
                entry(ChunkState.QUARANTINED, 1));
        assertThat(installation.registry().totals(damaged.agent()).errors()).singleElement().asString()
                .contains(damaged.agent());
        assertThat(installation.dialogs()).hasSize(10);
        assertThat(attempts(damaged)).isEqualTo(5);
    }

    @Test
    void quarantinesAChunkThatCannotBeFoldedAndFoldsTheOthers() throws IOException {
        ChunkId torn = installation.archiveCall("torn@example.com", NOON_NS);
        installation.archiveCall("good@example.com", NOON_NS);
        installation.runs().discover();
        String key = ChunkDecoder.fragmentKey(torn.toString());
        installation.runs().runAll();
        setState(torn, ChunkState.DECODED);
        installation.store().failures(k -> k.equals(key) && isFolding()
                ? new ForensicException(ErrorCode.DAMAGED, "reading " + k + ": block 1 is torn")
                : null);

        installation.archiveCall("later@example.com", NOON_NS);
        installation.runs().discover();
        installation.runs().runAll();

        assertThat(installation.registry().states()).containsOnly(entry(ChunkState.FOLDED, 2),
                entry(ChunkState.QUARANTINED, 1));
        assertThat(installation.registry().totals(torn.agent()).errors()).singleElement().asString()
                .contains("block 1 is torn");
    }

    private static boolean isFolding() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(f -> f.getClassName().endsWith(".Folder")));
    }

    @Test
    void makesADamagedFragmentFileAgain() throws IOException {
        ChunkId id = installation.archiveCall("one@example.com", NOON_NS);
        installation.store().putIfAbsent(ChunkDecoder.fragmentKey(id.toString()), new byte[40]);
        installation.runs().discover();

        installation.runs().runAll();

        assertThat(installation.registry().states()).containsExactly(entry(ChunkState.FOLDED, 1));
        assertThat(installation.dialogs()).hasSize(1);
    }

    @Test
    void blamesNoChunkForAFullDisk() throws IOException {
        ChunkId id = installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();
        installation.store().failures(key -> key.startsWith("derived/")
                ? new ForensicException(ErrorCode.DISK_FULL, "no room left for " + key)
                : null);

        for (int n = 0; n < 7; n++) {
            assertThatThrownBy(() -> installation.runs().runAll()).isInstanceOf(ForensicException.class)
                    .hasMessageStartingWith("no room left for derived/");
        }
        assertThat(attempts(id)).isZero();

        installation.store().failures(key -> null);
        installation.runs().runAll();
        assertThat(installation.registry().states()).containsExactly(entry(ChunkState.FOLDED, 1));
    }

    @Test
    void blamesTheChunkWhenTheStoreFailsOnItAlone() throws IOException {
        ChunkId bad = installation.archiveCall("bad@example.com", NOON_NS);
        installation.archiveCall("good@example.com", NOON_NS);
        String object = manifest(bad).object();
        installation.runs().discover();
        installation.store().failures(key -> key.equals(object)
                ? new ForensicException(ErrorCode.STORE, "reading " + key + ": input/output error")
                : null);

        installation.runs().runAll();

        assertThat(installation.registry().states()).containsOnly(entry(ChunkState.FOLDED, 1),
                entry(ChunkState.QUARANTINED, 1));
    }

    @Test
    void blamesNoChunkWhenTheStoreIsAway() throws IOException {
        ChunkId id = installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();
        installation.store().failures(key -> new ForensicException(ErrorCode.STORE, "cannot be reached"));

        assertThatThrownBy(() -> installation.runs().runAll()).hasMessage("cannot be reached");

        assertThat(attempts(id)).isZero();
        assertThat(installation.registry().hasWork()).isTrue();
    }

    @Test
    void registersAChunkWhoseManifestIsDamagedAndGoesOn() throws IOException {
        ChunkId damaged = installation.archiveCall("one@example.com", NOON_NS);
        installation.archiveCall("two@example.com", NOON_NS);
        Files.writeString(root.resolve("store").resolve(damaged.manifestKey()), "{ torn");

        installation.runs().discover();
        installation.runs().runAll();

        assertThat(installation.registry().states()).containsOnly(entry(ChunkState.FOLDED, 1),
                entry(ChunkState.QUARANTINED, 1));
    }

    @Test
    void finishesWhatDiedBetweenDecodingAndFolding() throws IOException {
        ChunkId id = installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();
        ClaimedChunk held = installation.registry().claim("dead-run", 1).getFirst();
        String key = ChunkDecoder.fragmentKey(id.toString());
        Archive archive = installation.bean(Archive.class);
        archive.store().putIfAbsent(key, ChunkDecoder.decode(manifest(id), archive.reader(manifest(id))));
        installation.registry().decoded(held, FragmentReader.open(archive.store(), key).header());
        assertThat(installation.runs().runAll()).as("runs while the lease is held").isZero();

        installation.runs().takeOver();
        installation.runs().runAll();

        assertThat(installation.registry().states()).containsExactly(entry(ChunkState.FOLDED, 1));
        assertThat(installation.dialogs()).hasSize(1);
    }

    @Test
    void findsChunksOfTheLastHoursByTheirDataObjects() throws IOException {
        Instant now = Instant.now(Clock.systemUTC());
        installation.archiveCall("recent@example.com", now.minus(Duration.ofHours(2)).getEpochSecond() * 1_000_000_000);
        installation.archiveCall("old@example.com", now.minus(Duration.ofHours(60)).getEpochSecond() * 1_000_000_000);
        IndexSchedule schedule = installation.bean(IndexSchedule.class);

        assertThat(schedule.everyMinute()).isEqualTo(1);
        assertThat(installation.dialogs()).singleElement().asString().contains("recent@example.com");

        assertThat(schedule.daily()).isEqualTo(1);
        assertThat(installation.dialogs()).hasSize(2);
        assertThat(schedule.everyMinute()).isZero();
    }

    @Test
    void leavesADataObjectWithoutAManifestAlone() throws IOException {
        Instant now = Instant.now(Clock.systemUTC());
        ChunkId id = installation.archiveCall("one@example.com",
                now.minus(Duration.ofHours(2)).getEpochSecond() * 1_000_000_000);
        Files.delete(root.resolve("store").resolve(id.manifestKey()));

        assertThat(installation.bean(IndexSchedule.class).everyMinute()).isZero();
        assertThat(installation.registry().states()).isEmpty();
    }

    @Test
    void forgetsRunsOfMoreThanThirtyDaysAgo() throws IOException {
        installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();
        installation.runs().runAll();
        installation.bean(JdbcTemplate.class).update("UPDATE BATCH_JOB_EXECUTION SET CREATE_TIME = ?",
                LocalDateTime.now(Clock.systemDefaultZone()).minusDays(30).minusMinutes(5));
        installation.archiveCall("two@example.com", NOON_NS);
        installation.runs().discover();
        installation.runs().runAll();
        assertThat(count("BATCH_JOB_EXECUTION")).isEqualTo(2);

        assertThat(installation.runs().forgetOldRuns()).isEqualTo(1);

        assertThat(count("BATCH_JOB_EXECUTION")).isEqualTo(1);
        assertThat(count("BATCH_JOB_INSTANCE")).isEqualTo(1);
        assertThat(count("BATCH_JOB_EXECUTION_PARAMS")).isEqualTo(1);
        assertThat(count("BATCH_JOB_EXECUTION_CONTEXT")).isEqualTo(1);
        assertThat(count("BATCH_STEP_EXECUTION")).isEqualTo(3);
        assertThat(count("BATCH_STEP_EXECUTION_CONTEXT")).isEqualTo(3);
        assertThat(installation.runs().forgetOldRuns()).isZero();
    }

    @Test
    void marksARunFailedWhoseProcessIsGone() throws IOException {
        JobRepository repository = installation.bean(JobRepository.class);
        JobParameters parameters = new JobParametersBuilder().addString(IndexJobConfiguration.RUN, "gone")
                .toJobParameters();
        JobInstance instance = repository.createJobInstance(IndexJobConfiguration.INDEX_JOB, parameters);
        JobExecution execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
        StepExecution step = repository.createStepExecution("decode-and-fold", execution);
        LocalDateTime began = LocalDateTime.ofInstant(Instant.ofEpochSecond(NOON_NS / 1_000_000_000), ZoneOffset.UTC);
        execution.setStartTime(began);
        execution.setStatus(BatchStatus.STARTED);
        repository.update(execution);
        step.setStartTime(began);
        step.setStatus(BatchStatus.STARTED);
        repository.update(step);
        installation.archiveCall("one@example.com", NOON_NS);
        installation.runs().discover();

        installation.runs().takeOver();
        installation.runs().runAll();

        assertThat(repository.findRunningJobExecutions(IndexJobConfiguration.INDEX_JOB)).isEmpty();
        assertThat(installation.bean(JobHistory.class).latest(5)).hasSize(2)
                .anyMatch(line -> line.contains("FAILED")).anyMatch(line -> line.contains("COMPLETED"));
    }

    private ChunkManifest manifest(ChunkId id) {
        return installation.bean(Archive.class).manifest(id).orElseThrow();
    }

    private static void flipByteInTheMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x5a;
        Files.delete(file);
        Files.write(file, bytes);
    }

    private int attempts(ChunkId id) {
        Integer attempts = installation.bean(JdbcTemplate.class).queryForObject(
                "SELECT attempts FROM chunk WHERE id = ?", Integer.class, id.toString());
        return attempts == null ? -1 : attempts;
    }

    private void setState(ChunkId id, ChunkState state) {
        installation.bean(JdbcTemplate.class).update("UPDATE chunk SET state = ?, attempts = 0 WHERE id = ?",
                state.name(), id.toString());
    }

    private int count(String table) {
        Integer count = installation.bean(JdbcTemplate.class).queryForObject("SELECT COUNT(*) FROM " + table,
                Integer.class);
        return count == null ? -1 : count;
    }
}
