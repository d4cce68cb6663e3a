package io.sipvault.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.spool.SpoolFolder.Resume;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.ingest.chunk.ChunkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    private static final int ETHERNET = 1;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int PACKET_BYTES = 1_000;

    @TempDir
    private Path root;
    private SpoolFolder folder;
    private LossLedger ledger;

    @BeforeEach
    void open() throws IOException {
        folder = new SpoolFolder(Files.createDirectories(root.resolve("spool")), leaving -> {});
        ledger = LossLedger.open(root.resolve("losses.json"));
    }

    private Spool spool(long chunkBytes, long spoolBytes) {
        SpoolLimits limits = new SpoolLimits(chunkBytes, 65_535, Map.of(ChunkKind.SIP, Duration.ofHours(1)),
                Duration.ZERO, spoolBytes);
        return new Spool(folder, limits, ledger, folder.highestNumber(), Clock.systemUTC());
    }

    private static void fill(Spool spool, ChunkKind kind, int from, int to) {
        for (int n = from; n < to; n++) {
            byte[] bytes = new byte[PACKET_BYTES];
            bytes[0] = (byte) n;
            spool.packet(kind, ETHERNET, n * SECOND_NS, PACKET_BYTES, bytes, PACKET_BYTES);
        }
    }

    private static List<Long> times(Path file) throws IOException {
        List<Long> times = new ArrayList<>();
        try (SpoolReader reader = SpoolReader.open(file)) {
            while (reader.next()) {
                times.add(reader.timeNs() / SECOND_NS);
            }
        }
        return times;
    }

    private List<Long> allTimes() throws IOException {
        List<Long> all = new ArrayList<>();
        for (Waiting waiting : folder.waiting()) {
            all.addAll(times(waiting.file()));
        }
        return all;
    }

    private Path onlyOpenFile() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("spool"))) {
            return files.filter(SpoolName::isOpen).toList().getFirst();
        }
    }

    @Test
    void keepsPacketsInTheOrderOfArrivalInFilesOfBoundedSize() throws IOException {
        Spool spool = spool(10_000, Long.MAX_VALUE);

        fill(spool, ChunkKind.SIP, 0, 100);
        spool.rollAll();

        assertThat(folder.waiting()).hasSize(12)
                .allSatisfy(waiting -> assertThat(Files.size(waiting.file())).isLessThanOrEqualTo(10_000));
        assertThat(allTimes()).isSorted().hasSize(100).startsWith(0L).endsWith(99L);
    }

    @Test
    void endsAFileThatIsOldEnough() {
        SpoolLimits limits = new SpoolLimits(1 << 20, 65_535, Map.of(ChunkKind.SIP, Duration.ZERO), Duration.ZERO,
                Long.MAX_VALUE);
        Spool spool = new Spool(folder, limits, ledger, 0, Clock.systemUTC());

        fill(spool, ChunkKind.SIP, 0, 1);
        spool.turn();

        assertThat(folder.waiting()).hasSize(1);
    }

    @Test
    void cutsOffWhatACrashToreAndSaysSinceWhenPacketsMayBeMissing() throws IOException {
        Spool spool = spool(1 << 20, Long.MAX_VALUE);
        fill(spool, ChunkKind.SIP, 0, 5);
        spool.turn();
        Path open = onlyOpenFile();
        byte[] whole = Files.readAllBytes(open);
        int record = SpoolReader.RECORD_HEADER_BYTES + PACKET_BYTES;
        for (int torn = 1; torn < record; torn += 37) {
            Files.write(open, Arrays.copyOf(whole, whole.length - torn));

            Map<ChunkKind, Resume> resumes = folder.recover(ledger);

            assertThat(resumes).containsExactly(Map.entry(ChunkKind.SIP, new Resume(3 * SECOND_NS, true)));
            Path recovered = folder.waiting().getFirst().file();
            assertThat(times(recovered)).containsExactly(0L, 1L, 2L, 3L);
            assertThat(Files.size(recovered)).isEqualTo(whole.length - record);
            Files.delete(recovered);
        }
    }

    @Test
    void takesZerosAtTheEndOfAFileForWhatAPowerCutLeft() throws IOException {
        Spool spool = spool(1 << 20, Long.MAX_VALUE);
        fill(spool, ChunkKind.SIP, 0, 2);
        spool.turn();
        Path open = onlyOpenFile();
        Files.write(open, new byte[4096], StandardOpenOption.APPEND);

        folder.recover(ledger);

        assertThat(allTimes()).containsExactly(0L, 1L);
    }

    @Test
    void resumesAtTheEarliestOfTheFilesThatWereOpen() throws IOException {
        Spool spool = spool(1 << 20, Long.MAX_VALUE);
        fill(spool, ChunkKind.SIP, 0, 9);
        spool.packet(ChunkKind.SIP, 113, 4 * SECOND_NS, 1, new byte[1], 1);
        spool.turn();

        assertThat(folder.recover(ledger)).containsExactly(Map.entry(ChunkKind.SIP, new Resume(4 * SECOND_NS, true)));
    }

    @Test
    void givesUpTheOldestMediaFirstAndCountsIt() throws IOException {
        Spool spool = spool(10_000, Long.MAX_VALUE);
        fill(spool, ChunkKind.SIP, 0, 20);
        fill(spool, ChunkKind.RTP, 20, 40);
        spool.rollAll();
        long all = folder.bytes();

        folder.makeRoom(all - 1, SpoolFolder.LEAST_DEAR_FIRST, ledger);

        assertThat(ledger.untold(ChunkKind.RTP).agent()).isEqualTo(9);
        assertThat(allTimes()).contains(0L, 19L, 39L).doesNotContain(20L);

        folder.makeRoom(0, SpoolFolder.LEAST_DEAR_FIRST, ledger);

        assertThat(folder.waiting()).isEmpty();
        assertThat(ledger.untold(ChunkKind.RTP).agent()).isEqualTo(20);
        assertThat(ledger.untold(ChunkKind.SIP).agent()).isEqualTo(20);
    }

    @Test
    void removesAfterACrashWhatItHadCountedAsGivenUp() throws IOException {
        Spool spool = spool(10_000, Long.MAX_VALUE);
        fill(spool, ChunkKind.RTP, 0, 5);
        spool.rollAll();
        Path file = folder.waiting().getFirst().file();
        byte[] content = Files.readAllBytes(file);
        folder.makeRoom(0, SpoolFolder.LEAST_DEAR_FIRST, ledger);
        Files.write(file, content);
        LossLedger again = LossLedger.open(root.resolve("losses.json"));

        folder.recover(again);

        assertThat(folder.waiting()).isEmpty();
        assertThat(again.untold(ChunkKind.RTP).agent()).isEqualTo(5);
    }

    @Test
    void keepsWhatIsBeingPackedWhenItMakesRoom() throws IOException {
        Spool spool = spool(10_000, Long.MAX_VALUE);
        fill(spool, ChunkKind.RTP, 0, 18);
        spool.rollAll();
        Path packed = folder.claim(kind -> true).orElseThrow().file();

        folder.makeRoom(0, SpoolFolder.LEAST_DEAR_FIRST, ledger);

        assertThat(folder.waiting()).extracting(Waiting::file).containsExactly(packed);
    }

    @Test
    void countsWhatItCannotKeep() throws IOException {
        Spool spool = spool(10_000, Long.MAX_VALUE);
        Files.delete(root.resolve("spool"));

        fill(spool, ChunkKind.SIP, 0, 3);

        assertThat(ledger.untold(ChunkKind.SIP).agent()).isEqualTo(3);
        assertThat(spool.troubles()).singleElement().asString().contains("spool");
    }
}
