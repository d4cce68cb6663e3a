package io.sipvault.indexer.evidence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Packets in order of time, however many there are: what does not fit into memory goes to sorted files, which are merged
 * when they are read. A frame that came several times comes out once.
 */
public final class SortedPackets implements Closeable {
    private static final long MOST_BYTES = 32L << 20;
    /** What a packet takes beside its bytes. */
    private static final int OVERHEAD = 96;
    /** So many files are merged into one before there is another. */
    private static final int MOST_RUNS = 64;

    private final Path folder;
    private final long mostBytes;
    private final SortedSet<Integer> linkTypes = new TreeSet<>();
    private final List<Path> runs = new ArrayList<>();
    private List<EvidencePacket> inMemory = new ArrayList<>();
    private long bytes;

    /** Takes each packet in its turn. */
    @FunctionalInterface
    public interface Consumer {
        void packet(EvidencePacket packet) throws IOException;
    }

    /**
     * @param folder
     *            where files may be made; they are removed when it is closed
     */
    public SortedPackets(Path folder) {
        this(folder, MOST_BYTES);
    }

    SortedPackets(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Adds a packet, in any order. */
    public void add(EvidencePacket packet) throws IOException {
        linkTypes.add(packet.linkType());
        inMemory.add(packet);
        bytes += packet.bytes().length + OVERHEAD;
        if (bytes >= mostBytes) {
            spill();
        }
    }

    /** The link types of all packets. */
    public SortedSet<Integer> linkTypes() {
        return linkTypes;
    }

    /** Hands over all packets, in order. @return how many there were */
    public long forEach(Consumer consumer) throws IOException {
        inMemory.sort(EvidencePacket.ORDER);
        List<PacketRun> open = new ArrayList<>(List.of(PacketRun.of(inMemory)));
        try {
            for (Path run : runs) {
                open.add(PacketRun.read(run));
            }
            return merge(open, consumer);
        } finally {
            for (PacketRun run : open) {
                run.close();
            }
        }
    }

    private static long merge(List<PacketRun> open, Consumer consumer) throws IOException {
        PriorityQueue<PacketRun> next = new PriorityQueue<>(
                Comparator.comparing(PacketRun::current, EvidencePacket.ORDER));
        for (PacketRun run : open) {
            addTo(next, run);
        }
        long count = 0;
        @Nullable
        EvidencePacket before = null;
        for (PacketRun run = next.poll(); run != null; run = next.poll()) {
            EvidencePacket packet = run.current();
            if (before == null || !before.isSameObservation(packet)) {
                consumer.packet(packet);
                count++;
            }
            before = packet;
            addTo(next, run);
        }
        return count;
    }

    private static void addTo(PriorityQueue<PacketRun> next, PacketRun run) throws IOException {
        if (run.next()) {
            next.add(run);
        }
    }

    private void spill() throws IOException {
        inMemory.sort(EvidencePacket.ORDER);
        Path run = newFile();
        runs.add(run);
        try (PacketRun.Writer writer = PacketRun.write(run)) {
            for (EvidencePacket packet : inMemory) {
                writer.packet(packet);
            }
        }
        inMemory = new ArrayList<>();
        bytes = 0;
        if (runs.size() >= MOST_RUNS) {
            joinRuns();
        }
    }

    private Path newFile() throws IOException {
        return Files.createTempFile(folder, ".sipvault-export-", ".run");
    }

    private void joinRuns() throws IOException {
        List<Path> parts = List.copyOf(runs);
        Path joined = newFile();
        try (PacketRun.Writer writer = PacketRun.write(joined)) {
            forEach(writer::packet);
        } catch (IOException e) {
            Files.deleteIfExists(joined);
            throw e;
        }
        runs.clear();
        runs.add(joined);
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
        runs.clear();
    }
}
