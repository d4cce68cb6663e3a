package io.sipvault.agent.roll;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.Traffic;
import io.sipvault.agent.roll.Outbox.Ready;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.PacketWalk;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChunkRollerTest {
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

    private ChunkRoller roller() {
        return new ChunkRoller(folder, outbox, ledger, signer, new ChunkOrigin("edge-1", 65_535, "udp", "test 1"),
                Clock.systemUTC(), Duration.ZERO);
    }

    private void spool(ChunkKind kind, List<Traffic.Frame> frames) {
        Spool spool = new Spool(folder,
                new SpoolLimits(64 << 20, 65_535, Map.of(), Duration.ofSeconds(1), Long.MAX_VALUE), ledger,
                folder.highestNumber(), Clock.systemUTC());
        frames.forEach(frame -> spool.packet(kind, Traffic.ETHERNET, frame.timeNs(), frame.bytes().length,
                frame.bytes(), frame.bytes().length));
        spool.rollAll();
    }

    /** A packet of a chunk: its flow and time. */
    private record Stored(String flow, long timeNs, int length) {}

    private List<Stored> stored(Ready ready) {
        try (MemoryObjectStore store = new MemoryObjectStore()) {
            store.putIfAbsent(ready.manifest().object(), read(ready.data()));
            List<Stored> packets = new ArrayList<>();
            Packet packet = new Packet();
            new PacketWalk(ready.manifest(), new Archive(store).reader(ready.manifest()))
                    .all((content, scanner, offset, frame) -> {
                        packet.reset(content, scanner.dataOffset(), scanner.capturedLength(),
                                scanner.originalLength(), scanner.linkType(), scanner.timeNs());
                        new PacketDissector().dissect(packet);
                        packets.add(new Stored(packet.source() + ">" + packet.destination(), scanner.timeNs(),
                                scanner.capturedLength()));
                    });
            return packets;
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void storesEachFlowOfMediaInOnePieceAndInOrder() throws IOException {
        List<Traffic.Frame> frames = Traffic.calls(20).frames();
        spool(ChunkKind.RTP, frames);

        assertThat(roller().rollNext()).isTrue();

        List<Stored> stored = stored(outbox.next().getFirst());
        assertThat(stored).hasSize(frames.size());
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            if (i == 0 || !stored.get(i).flow.equals(stored.get(i - 1).flow)) {
                pieces.add(stored.get(i).flow);
            } else {
                assertThat(stored.get(i).timeNs).isGreaterThanOrEqualTo(stored.get(i - 1).timeNs);
            }
        }
        long inPieces = pieces.stream().filter(flow -> pieces.indexOf(flow) == pieces.lastIndexOf(flow)).count();
        assertThat(inPieces).as("flows of UDP stand in one piece").isGreaterThan(30);
    }

    @Test
    void storesSignallingAsItArrivedWithAllThatTheManifestSays() throws IOException {
        List<Traffic.Frame> frames = Traffic.calls(5).frames();
        spool(ChunkKind.SIP, frames);
        ledger.dropped(ChunkKind.SIP, 4);

        roller().rollNext();

        Ready ready = outbox.next().getFirst();
        ChunkManifest manifest = ready.manifest();
        assertThat(stored(ready)).extracting(Stored::timeNs)
                .containsExactlyElementsOf(frames.stream().map(Traffic.Frame::timeNs).toList());
        assertThat(manifest.packets()).isEqualTo(frames.size());
        assertThat(manifest.dropsAgent()).isEqualTo(4);
        assertThat(manifest.agent()).isEqualTo("edge-1");
        assertThat(manifest.vantage()).isEqualTo("edge-1");
        assertThat(manifest.filter()).isEqualTo("udp");
        assertThat(manifest.linkTypes()).containsExactly(Traffic.ETHERNET);
        assertThat(Files.size(ready.data())).isEqualTo(manifest.storedBytes());
        assertThat(ManifestSigner.verifies(signer.publicKeyBytes(), ready.encoded(), ready.signature())).isTrue();
        assertThat(ledger.untold(ChunkKind.SIP).isNone()).isTrue();
        assertThat(folder.waiting()).isEmpty();
    }

    @Test
    void chainsManifestsOfAKindAcrossStarts() throws IOException {
        List<Traffic.Frame> frames = Traffic.calls(2).frames();
        spool(ChunkKind.SIP, frames);
        roller().rollNext();
        Ready first = outbox.next().getFirst();
        outbox.remove(first.manifest(), first.encoded());
        open();
        outbox.recover(folder, ledger);
        spool(ChunkKind.SIP, frames);

        roller().rollNext();

        ChunkManifest second = outbox.next().getFirst().manifest();
        assertThat(second.sequence()).isEqualTo(1);
        assertThat(second.previous()).isEqualTo(ManifestCodec.sha256(first.encoded()));
    }

    @Test
    void packsNothingTwiceWhenItDiedBeforeTheSpoolFileWent() throws IOException {
        spool(ChunkKind.SIP, Traffic.calls(2).frames());
        ledger.dropped(ChunkKind.SIP, 4);
        ledger.saveIfChanged();
        Path spooled = folder.waiting().getFirst().file();
        byte[] content = Files.readAllBytes(spooled);
        byte[] losses = Files.readAllBytes(root.resolve("losses.json"));
        roller().rollNext();
        Files.write(spooled, content);
        Files.write(root.resolve("losses.json"), losses);
        open();

        outbox.recover(folder, ledger);

        assertThat(folder.waiting()).isEmpty();
        assertThat(outbox.size()).isEqualTo(1);
        assertThat(ledger.untold(ChunkKind.SIP).isNone()).as("the losses are told already").isTrue();
    }

    @Test
    void beginsAgainWhenItDiedBeforeTheManifestWasThere() throws IOException {
        spool(ChunkKind.SIP, Traffic.calls(2).frames());
        Files.write(root.resolve("outbox").resolve("sip-00000000.data"), new byte[100]);
        Files.write(root.resolve("outbox").resolve("sip-00000000.note"), new byte[3]);

        outbox.recover(folder, ledger);

        assertThat(outbox.size()).isZero();
        try (var files = Files.list(root.resolve("outbox"))) {
            assertThat(files).isEmpty();
        }
        assertThat(roller().rollNext()).isTrue();
        assertThat(outbox.next().getFirst().manifest().sequence()).isZero();
    }

    @Test
    void leavesFilesInTheSpoolWhileTheOutboxIsFull() throws IOException {
        List<Traffic.Frame> frames = Traffic.calls(1).frames();
        for (int i = 0; i < 6; i++) {
            spool(ChunkKind.SIP, frames);
        }
        ChunkRoller roller = roller();

        assertThat(new LinkedHashSet<>(List.of(roller.rollNext(), roller.rollNext(), roller.rollNext(),
                roller.rollNext()))).containsExactly(true);

        assertThat(roller.rollNext()).isFalse();
        assertThat(folder.waiting()).hasSize(2);
    }

    @Test
    void tellsLossesInAChunkWithoutPacketsWhereNoPacketCameAfterThem() throws IOException {
        spool(ChunkKind.SIP, Traffic.calls(1).frames());
        roller().rollNext();
        Instant lastPacket = outbox.last(ChunkKind.SIP).orElseThrow().lastTime();
        ledger.dropped(ChunkKind.RTP, 7);
        ledger.kernelDropped(5);

        ChunkRoller roller = roller();
        while (roller.tellLosses()) {
            // the next kind
        }

        List<ChunkManifest> told = manifests();
        assertThat(told.stream().mapToLong(ChunkManifest::dropsAgent).sum()).isEqualTo(7);
        assertThat(told.stream().mapToLong(ChunkManifest::dropsKernel).sum()).isEqualTo(5);
        assertThat(told).filteredOn(manifest -> manifest.packets() == 0).hasSize(2)
                .allMatch(manifest -> manifest.firstTime() == null && manifest.lastTime() == null);
        assertThat(outbox.last(ChunkKind.SIP).orElseThrow().lastTime()).isEqualTo(lastPacket);
        Outbox recovered = new Outbox(root.resolve("outbox"));
        recovered.recover(folder, LossLedger.open(root.resolve("losses.json")));
        assertThat(recovered.last(ChunkKind.SIP).orElseThrow().lastTime()).isEqualTo(lastPacket);
    }

    private List<ChunkManifest> manifests() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("outbox"))) {
            return files.filter(file -> file.toString().endsWith(".json") && !file.toString().contains("chain"))
                    .map(file -> ManifestCodec.decode(file.toString(), read(file))).toList();
        }
    }

    @Test
    void declaresAGapForWhatADiskLostOfAFile() throws IOException {
        spool(ChunkKind.SIP, Traffic.calls(3).frames());
        Path file = folder.waiting().getFirst().file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(64), channel.size() / 2);
        }

        roller().rollNext();

        ChunkManifest manifest = outbox.next().getFirst().manifest();
        assertThat(manifest.packets()).isPositive();
        assertThat(manifest.gaps()).hasSize(1);
    }
}
