package io.sipvault.agent.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.Traffic;
import io.sipvault.agent.roll.ChunkOrigin;
import io.sipvault.agent.roll.ChunkRoller;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.store.CrankyObjectStore;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.verify.ArchiveVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploaderTest {
    private static final Duration EMPTY = Duration.ofDays(1);

    @TempDir
    private Path root;
    private SpoolFolder folder;
    private LossLedger ledger;
    private Outbox outbox;
    private ManifestSigner signer;

    @BeforeEach
    void open() throws IOException {
        folder = new SpoolFolder(Files.createDirectories(root.resolve("spool")), leaving -> {});
        ledger = LossLedger.open(root.resolve("losses.json"));
        outbox = new Outbox(Files.createDirectories(root.resolve("outbox")));
        signer = ManifestSigner.loadOrCreate(root.resolve("agent.key"));
    }

    private void roll(int chunks) throws IOException {
        List<Traffic.Frame> frames = Traffic.calls(1).frames();
        for (int i = 0; i < chunks; i++) {
            Spool spool = new Spool(folder,
                    new SpoolLimits(64 << 20, 65_535, Map.of(), Duration.ofSeconds(1), Long.MAX_VALUE), ledger,
                    folder.highestNumber(), Clock.systemUTC());
            ChunkKind kind = i % 2 == 0 ? ChunkKind.SIP : ChunkKind.RTP;
            frames.forEach(frame -> spool.packet(kind, Traffic.ETHERNET, frame.timeNs(), frame.bytes().length,
                    frame.bytes(), frame.bytes().length));
            spool.rollAll();
            new ChunkRoller(folder, outbox, ledger, signer, new ChunkOrigin("edge-1", 65_535, null, "test"),
                    Clock.systemUTC(), Duration.ofMinutes(1)).rollNext();
        }
    }

    private void emptyBy(Uploader uploader) {
        for (int turn = 0; outbox.size() > 0; turn++) {
            assertThat(turn).as("turns, trouble: %s", uploader.trouble()).isLessThan(500);
            uploader.turn(EMPTY);
        }
    }

    private static void assertWhole(ObjectStore store, int chunks) {
        List<String> said = new ArrayList<>();
        Archive archive = new Archive(store);
        assertThat(archive.idsOf("edge-1")).hasSize(chunks);
        new ArchiveVerifier(archive).verify(said::add);
        assertThat(said).allMatch(line -> line.contains("has no fragment file"));
    }

    @Test
    void storesWhatIsReadyAndEmptiesTheOutbox() throws IOException {
        roll(4);
        try (ObjectStore store = LocalObjectStores.open(root.resolve("store"))) {
            Uploader uploader = new Uploader(outbox, () -> store, store.location(), signer, new Random(1));
            emptyBy(uploader);

            assertWhole(store, 4);
            assertThat(uploader.stored()).isEqualTo(4);
            assertThat(uploader.turn(EMPTY)).isEqualTo(EMPTY);
            assertThat(uploader.trouble()).isNull();
        }
    }

    @Test
    void triesUntilAStoreThatFailsHalfOfTheTimeHasAll() throws IOException {
        roll(4);
        MemoryObjectStore memory = new MemoryObjectStore();
        try (CrankyObjectStore cranky = new CrankyObjectStore(memory, System.nanoTime(), 0.5)) {
            emptyBy(new Uploader(outbox, () -> cranky, cranky.location(), signer, new Random(1)));

            assertWhole(memory, 4);
        }
    }

    @Test
    void waitsLongerWithEachFailureUpToAMinute() {
        Backoff backoff = new Backoff(new Random(1));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waits.add(backoff.failed().toMillis());
        }

        assertThat(waits.getFirst()).isBetween(250L, 500L);
        assertThat(waits.get(3)).isBetween(2_000L, 4_000L);
        assertThat(waits.getLast()).isBetween(30_000L, 60_000L);
        backoff.succeeded();
        assertThat(backoff.failed().toMillis()).isBetween(250L, 500L);
    }

    @Test
    void goesOnAfterAnAttemptThatDiedWhenTheDataWasThere() throws IOException {
        roll(1);
        try (ObjectStore store = LocalObjectStores.open(root.resolve("store"))) {
            Outbox.Ready ready = outbox.next().getFirst();
            store.putIfAbsent(ready.manifest().object(), ready.data());
            assertThat(ready.data()).doesNotExist();

            emptyBy(new Uploader(outbox, () -> store, store.location(), signer, new Random(1)));

            assertWhole(store, 1);
        }
    }

    @Test
    void keepsAChunkWhoseFileIsGoneAndSaysSo() throws IOException {
        roll(1);
        Files.delete(outbox.next().getFirst().data());
        try (ObjectStore store = new MemoryObjectStore()) {
            Uploader uploader = new Uploader(outbox, () -> store, store.location(), signer, new Random(1));

            uploader.turn(EMPTY);

            assertThat(uploader.trouble()).contains("is gone", "outbox");
            assertThat(outbox.size()).isEqualTo(1);
        }
    }

    @Test
    void worksWithAStoreThatMayOnlyBeWrittenAndStillSeesThatItsNameIsTaken() throws IOException {
        roll(1);
        MemoryObjectStore memory = new MemoryObjectStore();
        PutOnlyStore store = new PutOnlyStore(memory);
        store.breakAfterPuts(3);
        Uploader uploader = new Uploader(outbox, () -> store, store.location(), signer, new Random(1));
        uploader.turn(EMPTY);
        assertThat(uploader.trouble()).as("the connection broke after the manifest was stored").isNotNull();

        emptyBy(uploader);

        assertWhole(memory, 1);
        roll(1);
        memory.putIfAbsent("manifests/edge-1/sip/00000001.json", new byte[]{'{', '}'});
        uploader.turn(EMPTY);
        assertThat(uploader.trouble()).contains("another manifest", "may not be read");
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void refusesAFileThatTheDiskLostAPartOf() throws IOException {
        roll(1);
        Path data = outbox.next().getFirst().data();
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 100));
        try (ObjectStore store = new MemoryObjectStore()) {
            Uploader uploader = new Uploader(outbox, () -> store, store.location(), signer, new Random(1));

            uploader.turn(EMPTY);

            assertThat(uploader.trouble()).contains("has 100 bytes, expected");
            assertThat(store.list("chunks/", null, 1)).isEmpty();
        }
    }

    @Test
    void storesNothingOverTheManifestOfAnotherAgentOfItsName() throws IOException {
        roll(1);
        try (ObjectStore store = new MemoryObjectStore()) {
            store.putIfAbsent("manifests/edge-1/sip/00000000.json", new byte[]{'{', '}'});
            Uploader uploader = new Uploader(outbox, () -> store, store.location(), signer, new Random(1));

            uploader.turn(EMPTY);

            assertThat(uploader.trouble()).contains("another manifest", "name of its own");
            assertThat(outbox.size()).isEqualTo(1);
        }
    }
}
