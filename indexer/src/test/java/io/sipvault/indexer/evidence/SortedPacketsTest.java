package io.sipvault.indexer.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SortedPacketsTest {
    /** A few packets: so there are many files, and files that were joined. */
    private static final long TINY = 2000;

    @TempDir
    private Path folder;

    private static EvidencePacket packet(long timeNs, String vantage, int content) {
        return new EvidencePacket(timeNs, 1, 100, vantage, new byte[]{(byte) (content >> 8), (byte) content});
    }

    private static List<String> shown(List<EvidencePacket> packets) {
        return packets.stream().map(p -> p.timeNs() + " " + p.linkType() + " " + p.originalLength() + " " + p.vantage()
                + " " + p.bytes()[0] + " " + p.bytes()[1]).toList();
    }

    private static List<EvidencePacket> read(SortedPackets packets) throws IOException {
        List<EvidencePacket> read = new ArrayList<>();
        assertThat(packets.forEach(read::add)).isEqualTo(read.size());
        return read;
    }

    @Test
    void givesPacketsInOrderOfTimeThoughTheyDoNotFitIntoMemory() throws IOException {
        List<EvidencePacket> all = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 5000; i++) {
            all.add(packet(random.nextInt(1_000_000), random.nextBoolean() ? "edge" : "core", i));
        }
        try (SortedPackets packets = new SortedPackets(folder, TINY)) {
            for (EvidencePacket packet : all) {
                packets.add(packet);
            }
            assertThat(files()).isBetween(2L, 64L);
            assertThat(shown(read(packets))).isEqualTo(shown(all.stream().sorted(EvidencePacket.ORDER).toList()));
        }
        assertThat(files()).isZero();
    }

    @Test
    void givesAFrameOnceThatSeveralChunksHold() throws IOException {
        try (SortedPackets packets = new SortedPackets(folder, TINY)) {
            for (int i = 0; i < 300; i++) {
                packets.add(packet(i % 100, "edge", i % 100));
            }
            packets.add(packet(5, "core", 5));
            assertThat(read(packets)).hasSize(101);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
