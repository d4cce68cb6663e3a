package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RebuildRunTest {
    /** 2026-03-01T12:00:00Z. */
    private static final long NOON_NS = 1_772_366_400_000_000_000L;

    @TempDir
    private Path root;
    private Installation installation;
    private ChunkId last;

    @BeforeEach
    void startAndIndexThreeCalls() throws IOException {
        installation = Installation.start(root);
        installation.archiveCall("one@example.com", NOON_NS);
        installation.archiveCall("two@example.com", NOON_NS);
        last = installation.archiveCall("three@example.com", NOON_NS);
        installation.runs().discover();
        installation.runs().runAll();
    }

    @AfterEach
    void stop() {
        installation.close();
    }

    @Test
    void givesTheSameDocumentsInANewGeneration() {
        List<String> before = installation.dialogs();

        assertThat(installation.bean(RebuildRun.class).run()).isEqualTo("g2");

        assertThat(installation.bean(DataDirectory.class).currentGeneration()).isEqualTo("g2");
        assertThat(installation.dialogs()).hasSize(3).isEqualTo(before);
        assertThat(root.resolve("index/g1")).doesNotExist();
        assertThatCode(() -> installation.bean(PartitionedIndex.class).close()).doesNotThrowAnyException();
    }

    @Test
    void appliesOtherLinkHeadersToAllOfTheIndexAndNoSooner() throws IOException {
        installation.close();
        installation = Installation.start(root, "From=(5550101)");
        IndexMarks links = installation.bean(IndexMarks.class);
        installation.archiveCall("four@example.com", NOON_NS);
        installation.runs().discover();
        installation.runs().runAll();
        assertThat(links.isChanged()).isTrue();
        assertThat(installation.dialogs()).hasSize(4).noneMatch(RebuildRunTest::isTied);

        installation.bean(RebuildRun.class).run();

        assertThat(links.isChanged()).isFalse();
        assertThat(installation.dialogs()).hasSize(4).allMatch(RebuildRunTest::isTied);
    }

    private static boolean isTied(String dialog) {
        return ViewJson.read(dialog, DialogView.class).legs().size() == 4;
    }

    @Test
    void switchesTheIndexInUseWhileItIsSearchedAndWritten() throws IOException {
        PartitionedIndex live = installation.bean(PartitionedIndex.class);
        LuceneSearch search = new LuceneSearch(live, new NumberNormalizer("US"));
        String key = ChunkDecoder.fragmentKey(last.toString());
        Set<String> found = new HashSet<>();
        AtomicBoolean once = new AtomicBoolean();
        installation.store().failures(k -> {
            if (k.equals(key) && once.compareAndSet(false, true)) {
                index("meanwhile@example.com");
            }
            return null;
        });
        AtomicBoolean running = new AtomicBoolean(true);
        Thread reader = Thread.ofPlatform().start(() -> {
            while (running.get()) {
                found.add(Long.toString(total(search)));
            }
            found.add(Long.toString(total(search)));
        });
        installation.bean(RebuildRun.class).run();
        running.set(false);
        join(reader);

        assertThat(found).isSubsetOf("3", "4").contains("4");
        assertThat(installation.dialogs()).hasSize(4);
        index("afterwards@example.com");
        assertThat(total(search)).isEqualTo(5);
        assertThat(installation.dialogs()).hasSize(5);
    }

    private static long total(LuceneSearch search) {
        return search.search(new QueryNode.MatchAll(), Row.DIALOGS, null, 10).total();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void index(String callId) {
        try {
            installation.archiveCall(callId, NOON_NS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        installation.runs().discover();
        installation.runs().runAll();
    }

    @Test
    void runsAsAJobThatTellsItsResult() {
        JobRuns jobs = installation.bean(JobRuns.class);
        JobRun run = jobs.start("rebuild", Set.of());
        while (run.endedAt() == null) {
            Thread.onSpinWait();
            run = jobs.find(run.id()).orElseThrow();
        }

        assertThat(run.state()).as(String.valueOf(run.error())).isEqualTo("completed");
        assertThat(run.result()).isEqualTo(Map.of("generation", "g2"));
        assertThat(jobs.list("rebuild", Long.MAX_VALUE, 10)).containsExactly(run);
        assertThat(jobs.list(null, run.id(), 10)).extracting(JobRun::job).containsOnly("index");
        assertThatThrownBy(() -> jobs.start("dance", Set.of()))
                .hasMessageContaining("index, integrity, rebuild, retention");
    }

    @Test
    void findsAndIndexesWhenTheIndexJobIsAskedFor() throws IOException {
        JobRuns jobs = installation.bean(JobRuns.class);
        installation.archiveCall("four@example.com", NOON_NS);

        JobRun run = jobs.start("index", Set.of());
        while (run.endedAt() == null) {
            Thread.onSpinWait();
            run = jobs.find(run.id()).orElseThrow();
        }

        assertThat(run.state()).isEqualTo("completed");
        assertThat(run.result()).isEqualTo(Map.of("new_chunks", 1));
        assertThat(installation.dialogs()).hasSize(4);
    }

    @Test
    void keepsTheOldIndexWhenItDiesInTheMiddle() {
        List<String> before = installation.dialogs();
        String key = ChunkDecoder.fragmentKey(last.toString());
        installation.store().failures(k -> k.equals(key) ? new ForensicException(ErrorCode.STORE, "torn") : null);

        assertThatThrownBy(() -> installation.bean(RebuildRun.class).run()).hasMessage("torn");
        assertThat(installation.bean(DataDirectory.class).currentGeneration()).isEqualTo("g1");
        assertThat(installation.dialogs()).isEqualTo(before);

        installation.store().failures(k -> null);
        assertThat(installation.bean(RebuildRun.class).run()).isEqualTo("g2");
        assertThat(installation.dialogs()).isEqualTo(before);
    }

    @Test
    void startsOverWhatADeadRebuildLeft() throws IOException {
        List<String> before = installation.dialogs();
        Files.createDirectories(root.resolve("index/g2/2026-03-01"));
        Files.writeString(root.resolve("index/g2/2026-03-01/_0.si"), "half written");

        installation.bean(RebuildRun.class).run();

        assertThat(installation.dialogs()).isEqualTo(before);
    }

    @Test
    void removesGenerationsThatNobodyUses() throws IOException {
        Files.createDirectories(root.resolve("index/g0/2026-03-01"));

        installation.bean(RebuildRun.class).run();

        try (var left = Files.list(root.resolve("index"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("CURRENT", "g2");
        }
    }
}
