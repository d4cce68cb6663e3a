package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.CrankyObjectStore;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.verify.ArchiveVerifier;
import io.sipvault.jobs.registry.ChunkState;
import io.sipvault.jobs.registry.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that dies anywhere loses nothing that should stay, and the next one leaves nothing that should go. */
final class RetentionFailureTest {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int MOST_CALLS = 60;
    private static final int CRANKY_CHUNKS = 12;

    @TempDir
    private Path root;
    private final SettableClock clock = new SettableClock();

    @BeforeEach
    void setPolicies() throws IOException {
        Files.writeString(root.resolve("sipvault.properties"),
                "sipvault.retention.import=P30D\nsipvault.retention.index=P30D\nsipvault.retention.grace=PT0S\n");
    }

    private long nowNs() {
        return clock.instant().getEpochSecond() * 1_000_000_000L;
    }

    private static boolean runs(Installation in) {
        try {
            in.bean(RetentionRuns.class).run();
            return true;
        } catch (ForensicException e) {
            return false;
        }
    }

    private static void assertGone(Installation in, ObjectStore store, ChunkId id, String which) {
        String object = in.bean(Archive.class).manifest(id).orElseThrow().object();
        assertThat(store.head(object)).as(which).isEmpty();
        assertThat(store.head(ChunkDecoder.fragmentKey(id.toString()))).as(which).isEmpty();
        for (Subject subject : Subject.values()) {
            assertThat(store.head(subject.keyOf(id) + ".sig")).as(which).isPresent();
        }
    }

    private static void assertProven(Installation in, String which) {
        List<String> lines = new ArrayList<>();
        new ArchiveVerifier(in.bean(Archive.class)).verify(lines::add);
        assertThat(lines).as(which).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void finishesWhatARunLeftThatDiedAtAnyCallOfTheStore(boolean afterItsWork) throws IOException {
        MortalStore store = new MortalStore(new MemoryObjectStore());
        try (Installation in = Installation.start(root, clock, store)) {
            in.archiveCall("kept@example.com", nowNs() + 5000 * DAY_NS);
            boolean died = true;
            int deaths = 0;
            for (int call = 0; died && call < MOST_CALLS; call++) {
                ChunkId id = in.archiveCall("call-" + call + "@example.com", nowNs());
                in.runs().discover();
                in.runs().runAll();
                clock.advance(Duration.ofDays(33));
                store.dieAt(call, afterItsWork);
                boolean ended = runs(in);
                died = store.live();
                assertThat(ended).isEqualTo(!died);
                deaths += died ? 1 : 0;
                assertProven(in, "dead at call " + call);
                assertThat(runs(in)).isTrue();
                assertGone(in, store, id, "dead at call " + call);
                assertProven(in, "finished after call " + call);
            }
            assertThat(deaths).isBetween(8, MOST_CALLS - 1);
            assertThat(in.dialogs()).hasSize(1);
        }
    }

    @Test
    void losesNothingOverAStoreThatFailsAtRandom() throws IOException {
        long seed = Long.getLong("cranky.seed", System.nanoTime());
        CrankyObjectStore store = new CrankyObjectStore(LocalObjectStores.open(root.resolve("store")), seed, 0.03);
        String which = "-Dcranky.seed=" + seed;
        List<ChunkId> old = new ArrayList<>();
        ChunkId young;
        try (Installation calm = Installation.start(root, clock, null)) {
            for (int i = 0; i < CRANKY_CHUNKS; i++) {
                old.add(calm.archiveCall("call-" + i + "@example.com", nowNs() - i * DAY_NS));
            }
            calm.runs().discover();
            calm.runs().runAll();
            clock.advance(Duration.ofDays(33));
            young = calm.archiveCall("young@example.com", nowNs());
            calm.runs().discover();
            calm.runs().runAll();
        }
        try (Installation in = Installation.start(root, clock, store)) {
            int runs = 1;
            while (!runs(in)) {
                runs++;
                assertThat(runs).as(which).isLessThan(500);
            }
            store.calmDown();
            assertThat(store.failures()).as(which).isPositive();
            old.forEach(id -> assertGone(in, store, id, which));
            assertProven(in, which);
            String object = in.bean(Archive.class).manifest(young).orElseThrow().object();
            assertThat(store.head(object)).as(which).isPresent();
            assertThat(in.dialogs()).as(which).hasSize(1);
            assertThat(in.registry().states()).as(which).containsOnly(entry(ChunkState.SWEPT, CRANKY_CHUNKS),
                    entry(ChunkState.FOLDED, 1));
        }
    }
}
