package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.indexer.evidence.ExpiredPackets;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.verify.ArchiveVerifier;
import io.sipvault.jobs.registry.ChunkState;
import io.sipvault.jobs.registry.SettableClock;
import io.sipvault.jobs.retention.RetentionReport;
import io.sipvault.jobs.retention.RetentionReport.Amount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

final class RetentionRunsTest {
    /** 2026-03-01T12:00:00Z, where the clock stands first. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;

    @TempDir
    private Path root;
    private final SettableClock clock = new SettableClock();
    private @Nullable Installation installation;

    private Installation start(String... settings) throws IOException {
        Files.writeString(root.resolve("sipvault.properties"), String.join("\n", settings));
        return restart();
    }

    private Installation restart() {
        stop();
        Installation started = Installation.start(root, clock, null);
        installation = started;
        return started;
    }

    @AfterEach
    void stop() {
        if (installation != null) {
            installation.close();
            installation = null;
        }
    }

    private static void index(Installation in) {
        in.runs().discover();
        in.runs().runAll();
    }

    private static ObjectStore store(Installation in) {
        return in.bean(ObjectStore.class);
    }

    private static RetentionReport run(Installation in) {
        return in.bean(RetentionRuns.class).run();
    }

    private static RetentionReport dryRun(Installation in) {
        return in.bean(RetentionRuns.class).dryRun();
    }

    private static ChunkManifest manifest(Installation in, ChunkId id) {
        return in.bean(Archive.class).manifest(id).orElseThrow();
    }

    private static boolean hasObject(Installation in, ChunkId id) {
        return store(in).head(manifest(in, id).object()).isPresent();
    }

    private static boolean hasFragments(Installation in, ChunkId id) {
        return store(in).head(ChunkDecoder.fragmentKey(id.toString())).isPresent();
    }

    private static ArchiveVerifier.Result verify(Installation in, List<String> lines) {
        return new ArchiveVerifier(in.bean(Archive.class)).verify(lines::add);
    }

    private static void assertProven(Installation in) {
        List<String> lines = new ArrayList<>();
        verify(in, lines);
        assertThat(lines).isEmpty();
    }

    private static void assertSameButForDryRun(RetentionReport dry, RetentionReport real) {
        assertThat(dry.dryRun()).isTrue();
        assertThat(real).isEqualTo(new RetentionReport(dry.at(), false, dry.expired(), dry.deleted(), dry.days(),
                dry.dayBytes(), dry.inGrace(), dry.unfinished(), dry.unreadable()));
    }

    @Test
    void keepsEverythingWithoutAPolicy() throws IOException {
        Installation in = start();
        in.archiveCall("one@example.com", NOON_NS - 3000 * DAY_NS);
        index(in);
        clock.advance(Duration.ofDays(20_000));
        StoreListing before = StoreListing.of(store(in));

        RetentionReport report = run(in);

        assertThat(report.expired()).isEmpty();
        assertThat(report.deleted()).isEmpty();
        assertThat(report.days()).isEmpty();
        assertThat(StoreListing.of(store(in))).isEqualTo(before);
        assertThat(in.dialogs()).hasSize(1);
    }

    @Test
    void marksFirstAndDeletesAfterTheGracePeriod() throws IOException {
        Installation in = start("sipvault.retention.import=P30D");
        ChunkId id = in.archiveCall("one@example.com", NOON_NS - 3000 * DAY_NS);
        index(in);
        clock.advance(Duration.ofDays(30));
        assertThat(run(in).expired()).as("not older than the policy's age yet").isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(run(in).expired()).containsOnlyKeys("import");

        ExpiryMark mark = new ExpiryMarks(in.bean(Archive.class)).find(id, Subject.PACKETS).orElseThrow();
        assertThat(mark.policy()).isEqualTo("import-30d");
        assertThat(mark.expired()).isEqualTo(clock.instant());
        assertThat(mark.objectSha256()).isEqualTo(manifest(in, id).objectSha256());
        assertThat(in.registry().states()).containsExactly(entry(ChunkState.EXPIRED, 1));
        assertThat(hasObject(in, id)).isTrue();
        assertProven(in);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(run(in).deleted()).as("the grace period is not over").isEmpty();
        clock.advance(Duration.ofMillis(1));

        assertThat(run(in).deleted()).containsOnlyKeys("import");

        assertThat(hasObject(in, id)).isFalse();
        assertThat(in.registry().states()).containsExactly(entry(ChunkState.SWEPT, 1));
        ArchiveVerifier.Result verified = verify(in, new ArrayList<>());
        assertThat(verified.failures()).isZero();
        assertThat(verified.expired()).isEqualTo(1);
        assertThat(verified.deleted()).isEqualTo(1);
        RetentionReport again = run(in);
        assertThat(again.expired()).isEmpty();
        assertThat(again.deleted()).isEmpty();
    }

    @Test
    void reportsInADryRunWhatARunThenDoesToTheObject() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.index=P30D",
                "sipvault.retention.grace=PT0S");
        for (int day = 0; day < 5; day++) {
            in.archiveCall("call-" + day + "@example.com", NOON_NS - day * DAY_NS);
        }
        index(in);
        clock.advance(Duration.ofDays(29));
        in.archiveCall("young@example.com", NOON_NS + 20 * DAY_NS);
        index(in);
        in.archiveCall("unfinished@example.com", NOON_NS + 20 * DAY_NS);
        clock.advance(Duration.ofDays(2));
        in.runs().discover();
        StoreListing before = StoreListing.of(store(in));
        List<String> dialogs = in.dialogs();

        RetentionReport dry = dryRun(in);

        assertThat(StoreListing.of(store(in))).isEqualTo(before);
        assertThat(in.dialogs()).isEqualTo(dialogs);
        assertThat(in.registry().states()).containsOnly(entry(ChunkState.FOLDED, 6), entry(ChunkState.READY, 1));

        RetentionReport real = run(in);

        assertSameButForDryRun(dry, real);
        StoreListing after = StoreListing.of(store(in));
        assertThat(real.expired().get("import")).isEqualTo(before.goneIn(after, "chunks/import/"));
        assertThat(real.deleted()).isEqualTo(new TreeMap<>(java.util.Map.of("import",
                before.goneIn(after, "chunks/import/"), "fragment", before.goneIn(after, "derived/"))));
        assertThat(before.goneIn(after, "")).as("nothing else went").isEqualTo(
                new Amount(real.deleted().values().stream().mapToLong(Amount::objects).sum(),
                        real.deleted().values().stream().mapToLong(Amount::bytes).sum()));
        assertThat(before.goneIn(after, "chunks/import/").objects()).isEqualTo(5);
        assertThat(real.days()).containsExactly("2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01");
        assertThat(real.unfinished()).isZero();
        assertThat(in.dialogs()).hasSize(1);
        assertThat(run(in).deleted()).as("a second run has nothing to do").isEmpty();
    }

    @Test
    void countsTheSameInGraceForADryRunAndARun() throws IOException {
        Installation in = start("sipvault.retention.import=P30D");
        in.archiveCall("one@example.com", NOON_NS);
        index(in);
        clock.advance(Duration.ofDays(31));
        RetentionReport dry = dryRun(in);
        assertSameButForDryRun(dry, run(in));
        assertThat(dry.inGrace()).isEqualTo(1);
        clock.advance(Duration.ofDays(2));
        dry = dryRun(in);
        assertSameButForDryRun(dry, run(in));
        assertThat(dry.deleted()).containsOnlyKeys("import");
    }

    @Test
    void changesNoDialogWhenPacketsExpire() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.grace=PT0S");
        ChunkId id = in.archiveCall("one@example.com", NOON_NS);
        index(in);
        List<String> dialogs = in.dialogs();
        clock.advance(Duration.ofDays(31));

        run(in);

        assertThat(hasObject(in, id)).isFalse();
        assertThat(in.dialogs()).isEqualTo(dialogs);
        in.bean(RebuildRun.class).run();
        assertThat(in.dialogs()).as("after a rebuild").isEqualTo(dialogs);
        assertThat(ExpiredPackets.of(new ExpiryMarks(in.bean(Archive.class)), List.of(id.toString())))
                .containsExactly(new ExpiredPackets("import-30d", LocalDate.of(2026, 4, 1), List.of(id.toString())));
    }

    @Test
    void letsNothingExpireThatIsNotIndexed() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.grace=PT0S");
        ChunkId id = in.archiveCall("one@example.com", NOON_NS);
        in.runs().discover();
        clock.advance(Duration.ofDays(31));

        RetentionReport report = run(in);

        assertThat(report.unfinished()).isEqualTo(1);
        assertThat(hasObject(in, id)).isTrue();
        in.runs().runAll();
        assertThat(run(in).deleted()).containsOnlyKeys("import");
        assertThat(in.dialogs()).hasSize(1);
    }

    @Test
    void letsAQuarantinedChunkExpireWithoutLeavingAFailure() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.grace=PT0S");
        ChunkId id = in.archiveCall("one@example.com", NOON_NS);
        String object = manifest(in, id).object();
        in.store().failures(k -> k.equals(object) ? new ForensicException(ErrorCode.DAMAGED, "torn") : null);
        index(in);
        in.store().failures(k -> null);
        assertThat(in.registry().states()).containsExactly(entry(ChunkState.QUARANTINED, 1));
        clock.advance(Duration.ofDays(31));

        run(in);

        assertThat(hasObject(in, id)).isFalse();
        assertProven(in);
    }

    @Test
    void bringsNoDroppedDayBackByARebuildOrALateFragment() throws IOException {
        Installation in = start("sipvault.retention.index=P30D");
        ChunkId old = in.archiveCall("old@example.com", NOON_NS - 2 * DAY_NS);
        ChunkId lastDropped = in.archiveCall("last@example.com", NOON_NS - DAY_NS);
        ChunkId kept = in.archiveCall("kept@example.com", NOON_NS);
        index(in);
        clock.advance(Duration.ofDays(30));

        RetentionReport report = run(in);

        assertThat(report.days()).containsExactly("2026-02-27", "2026-02-28");
        assertThat(root.resolve("index/g1/2026-02-28")).doesNotExist();
        assertThat(hasFragments(in, old)).isFalse();
        assertThat(hasFragments(in, lastDropped)).as("stays a day longer, for what crosses midnight").isTrue();
        assertThat(hasFragments(in, kept)).isTrue();
        List<String> left = in.dialogs();
        assertThat(left).hasSize(1);
        assertProven(in);

        in.archiveCall("late@example.com", NOON_NS - DAY_NS);
        index(in);
        assertThat(in.dialogs()).as("after a late fragment").isEqualTo(left);
        assertThat(in.bean(PartitionedIndex.class).leftOut()).isPositive();
        in.bean(RebuildRun.class).run();
        assertThat(in.dialogs()).as("after a rebuild").isEqualTo(left);
        in = restart();
        in.archiveCall("later@example.com", NOON_NS - 5 * DAY_NS);
        index(in);
        assertThat(in.dialogs()).as("after a restart and another late fragment").isEqualTo(left);
        assertThat(run(in).deleted()).as("the fragments of the late one").containsOnlyKeys("fragment");
        assertProven(in);
    }

    @Test
    void keepsDroppedDaysAwayWhenThePolicyIsLoosened() throws IOException {
        Installation in = start("sipvault.retention.index=P30D");
        in.archiveCall("old@example.com", NOON_NS - DAY_NS);
        index(in);
        clock.advance(Duration.ofDays(30));
        run(in);
        in = start();

        in.bean(RebuildRun.class).run();

        assertThat(in.dialogs()).isEmpty();
        assertThat(run(in).days()).isEmpty();
    }

    @Test
    void foldsACallAgainWhoseEarlierFragmentsExpired() throws IOException {
        Installation in = start("sipvault.retention.index=P30D");
        // one Call-ID used on three days in a row, so that its documents name each other's chunks
        ChunkId first = in.archiveCall("same@example.com", NOON_NS - 2 * DAY_NS);
        in.archiveCall("same@example.com", NOON_NS - DAY_NS - 1_000_000_000L * 3600);
        in.archiveCall("same@example.com", NOON_NS + 3 * DAY_NS);
        index(in);
        clock.advance(Duration.ofDays(30));
        run(in);
        assertThat(hasFragments(in, first)).isFalse();
        assertThat(in.dialogs()).hasSize(1);

        in.archiveCall("same@example.com", NOON_NS + 3 * DAY_NS + 3_600_000_000_000L);
        index(in);

        assertThat(in.registry().states()).containsExactly(entry(ChunkState.FOLDED, 4));
        List<String> dialogs = in.dialogs();
        assertThat(dialogs).hasSize(1);
        in.bean(RebuildRun.class).run();
        assertThat(in.dialogs()).isEqualTo(dialogs);
    }

    @Test
    void remembersWhatExpiredWhenDatabaseAndIndexAreLost() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.index=P30D",
                "sipvault.retention.grace=PT0S");
        in.archiveCall("old@example.com", NOON_NS - 3 * DAY_NS);
        in.archiveCall("kept@example.com", NOON_NS + 3 * DAY_NS);
        index(in);
        clock.advance(Duration.ofDays(31));
        run(in);
        List<String> dialogs = in.dialogs();
        assertThat(dialogs).hasSize(1);
        stop();
        removeAll(root.resolve("db"));
        removeAll(root.resolve("index"));

        in = restart();
        index(in);
        run(in);

        assertThat(in.dialogs()).isEqualTo(dialogs);
        assertThat(in.registry().states()).containsExactly(entry(ChunkState.SWEPT, 2));
        assertProven(in);
    }

    @Test
    void saysThatAnImportExpiredWhenItIsImportedAgain() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.grace=PT0S");
        in.archiveCall("one@example.com", NOON_NS);
        index(in);
        clock.advance(Duration.ofDays(31));
        run(in);
        StoreListing before = StoreListing.of(store(in));

        var report = in.importCall("one@example.com", NOON_NS);

        assertThat(report.known()).isTrue();
        assertThat(report.expired()).isNotNull();
        assertThat(report.expired().sentence()).isEqualTo("expired by policy import-30d on 2026-04-01");
        assertThat(StoreListing.of(store(in))).isEqualTo(before);
        assertThatThrownBy(() -> new io.sipvault.ingest.importing.ImportedFileReader(in.bean(Archive.class))
                .copy(report.id(), new ByteArrayOutputStream())).hasMessageContaining(
                        "its content expired by policy import-30d on 2026-04-01 (1 of 1 parts)");
    }

    @Test
    void provesNoArchiveWhoseObjectWentWithoutAMark() throws IOException {
        Installation in = start();
        ChunkId id = in.archiveCall("one@example.com", NOON_NS);
        index(in);
        store(in).delete(manifest(in, id).object());

        List<String> lines = new ArrayList<>();
        assertThat(verify(in, lines).failures()).isEqualTo(1);
        assertThat(lines.getFirst()).contains(id.toString(), "chunks/import/");
    }

    @Test
    void provesNoArchiveWhoseMarkIsForged() throws IOException {
        Installation in = start("sipvault.retention.import=P30D", "sipvault.retention.grace=PT0S");
        ChunkId id = in.archiveCall("one@example.com", NOON_NS);
        index(in);
        clock.advance(Duration.ofDays(31));
        run(in);
        String key = Subject.PACKETS.keyOf(id);
        String mark = new String(store(in).read(key), StandardCharsets.UTF_8);
        store(in).delete(key);
        store(in).putIfAbsent(key, mark.replace("import-30d", "import-1d").getBytes(StandardCharsets.UTF_8));

        List<String> lines = new ArrayList<>();
        verify(in, lines);
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).contains("the signature of " + key);
    }

    @Test
    void fillsInWhatRowsOfAnOlderVersionLack() throws IOException {
        Installation in = start("sipvault.retention.import=P30D");
        in.archiveCall("one@example.com", NOON_NS);
        index(in);
        in.bean(JdbcTemplate.class).update(
                "UPDATE chunk SET archived_ms = NULL, captured_ms = NULL, stored_bytes = NULL, object_key = NULL");
        clock.advance(Duration.ofDays(31));

        RetentionReport dry = dryRun(in);

        assertThat(dry.expired()).containsOnlyKeys("import");
        assertSameButForDryRun(dry, run(in));
    }

    private static void removeAll(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
