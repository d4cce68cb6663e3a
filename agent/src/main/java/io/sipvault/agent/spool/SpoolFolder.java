package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of a spool. */
public final class SpoolFolder {
    /** Media makes room first, signalling last. */
    static final List<ChunkKind> LEAST_DEAR_FIRST = List.of(ChunkKind.RTP, ChunkKind.LOG, ChunkKind.SIP);

    private static final Comparator<Waiting> BY_AGE = Comparator.comparing((Waiting w) -> w.name.kind())
            .thenComparing(w -> w.name.number());

    /** How much later than its capture a packet may reach the spool. */
    private static final long LATENESS_MS = 2_000;

    private final Path folder;
    private final Consumer<Waiting> beforeLeaving;
    private final Set<Path> claimed = ConcurrentHashMap.newKeySet();

    /** @param beforeLeaving is told of a full file before it goes, into a chunk or because room is needed */
    public SpoolFolder(Path folder, Consumer<Waiting> beforeLeaving) {
        this.folder = folder;
        this.beforeLeaving = beforeLeaving;
    }

    /** Tells whoever has to know that what a file holds will be in a chunk. */
    public void leaving(Waiting waiting) {
        beforeLeaving.accept(waiting);
    }

    Path path() {
        return folder;
    }

    /** The file of a name. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** A file that waits to be packed. */
    public record Waiting(Path file, SpoolName name) {}

    /** Files that are full, by kind and age. */
    public List<Waiting> waiting() {
        return files().filter(waiting -> !SpoolName.isOpen(waiting.file)).sorted(BY_AGE).toList();
    }

    /** Takes the oldest waiting file of the wanted kind that matters most; it stays until {@link #remove}. */
    public synchronized Optional<Waiting> claim(Predicate<ChunkKind> wanted) {
        Optional<Waiting> next = waiting().stream()
                .filter(waiting -> !claimed.contains(waiting.file) && wanted.test(waiting.name.kind())).findFirst();
        next.ifPresent(waiting -> claimed.add(waiting.file));
        return next;
    }

    /** Gives a claimed file back. */
    public void release(Path file) {
        claimed.remove(file);
    }

    /** Removes a file whose packets are safe elsewhere. */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            // or a power cut might bring it back when its chunk has left the outbox
            DurableFile.forceFolder(folder);
            claimed.remove(file);
        } catch (IOException e) {
            throw SpoolFailure.of("removing spool file", file, e);
        }
    }

    private Stream<Waiting> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream()
                    .flatMap(file -> SpoolName.of(file).map(n -> new Waiting(file, n)).stream());
        } catch (IOException e) {
            throw SpoolFailure.of("listing the spool", folder, e);
        }
    }

    /** The highest number of a file there; 0 without one. */
    public long highestNumber() {
        return files().mapToLong(waiting -> waiting.name.number()).max().orElse(0);
    }

    /** What is left on their disk. */
    long usableBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw SpoolFailure.of("asking for the room that is left in", folder, e);
        }
    }

    /** What all files take on disk. */
    public long bytes() {
        return files().mapToLong(waiting -> size(waiting.file)).sum();
    }

    /**
     * What is not packed yet of a kind.
     *
     * @param bytes
     *            of all its files; more than 0 whenever there is one, for each was begun by a packet
     * @param full
     *            files that wait to be packed
     */
    public record Backlog(long bytes, int full) {}

    /** What is not packed yet of a kind. */
    public Backlog backlog(ChunkKind kind) {
        List<Waiting> all = files().filter(waiting -> waiting.name.kind() == kind).toList();
        return new Backlog(all.stream().mapToLong(waiting -> Math.max(1, size(waiting.file))).sum(),
                (int) all.stream().filter(waiting -> !SpoolName.isOpen(waiting.file)).count());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Ends the files that a process left open that is gone: what is torn at their end is cut off. Removes what it was about to
     * remove.
     *
     * @return since when packets of each kind may be missing
     */
    public Map<ChunkKind, Resume> recover(LossLedger ledger) {
        ledger.givenUp().ifPresent(name -> remove(folder.resolve(name)));
        Map<ChunkKind, Resume> resumes = new EnumMap<>(ChunkKind.class);
        files().sorted(BY_AGE).forEach(found -> {
            Resume resume = SpoolName.isOpen(found.file)
                    ? new Resume(end(found), true)
                    : new Resume(lastNs(found.file), false);
            resumes.merge(found.name.kind(), resume, Resume::and);
        });
        return resumes;
    }

    /**
     * Since when packets may be missing.
     *
     * @param timeNs
     *            capture time of a packet that is there, nanoseconds since 1970
     * @param torn
     *            whether a file was being written: then packets after its last one were lost, whatever other files have
     */
    public record Resume(long timeNs, boolean torn) {
        private Resume and(Resume other) {
            if (torn != other.torn) {
                return torn ? this : other;
            }
            return new Resume(torn ? Math.min(timeNs, other.timeNs) : Math.max(timeNs, other.timeNs), torn);
        }
    }

    /** Of the packet that came last, whatever the clock did before. */
    private static long lastNs(Path file) {
        try (SpoolReader reader = SpoolReader.open(file)) {
            long last = Long.MIN_VALUE;
            while (reader.next()) {
                last = reader.timeNs();
            }
            return last;
        } catch (IOException e) {
            throw SpoolFailure.of("reading spool file", file, e);
        }
    }

    /** A file without packets was begun when its first packet had come. */
    private static long end(Waiting found) {
        long last = lastNs(found.file);
        try {
            if (last == Long.MIN_VALUE) {
                long begunMs = Files.getLastModifiedTime(found.file).toMillis();
                Files.delete(found.file);
                return (begunMs - LATENESS_MS) * 1_000_000;
            }
            cut(found.file);
            Files.move(found.file, found.file.resolveSibling(found.name.full()));
            DurableFile.forceFolder(found.file.resolveSibling(""));
            return last;
        } catch (IOException e) {
            throw SpoolFailure.of("recovering spool file", found.file, e);
        }
    }

    private static void cut(Path file) throws IOException {
        long end;
        try (SpoolReader reader = SpoolReader.open(file)) {
            while (reader.next()) {
                // to the end of what is whole
            }
            end = reader.position();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    /**
     * Removes the oldest files of some kinds, one kind after the other, until all files take no more than a limit, and tells the
     * ledger.
     *
     * @return how many files went
     */
    synchronized int makeRoom(long most, List<ChunkKind> kinds, LossLedger ledger) {
        long bytes = bytes();
        int removed = 0;
        for (ChunkKind kind : kinds) {
            for (Waiting waiting : waiting()) {
                if (bytes <= most) {
                    return removed;
                }
                if (waiting.name.kind() == kind && !claimed.contains(waiting.file)) {
                    bytes -= size(waiting.file);
                    drop(waiting, ledger);
                    removed++;
                }
            }
        }
        return removed;
    }

    private void drop(Waiting waiting, LossLedger ledger) {
        try {
            leaving(waiting);
        } catch (ForensicException e) {
            // it is not noted that its records are gone: it stays, and another file makes room
            return;
        }
        try (SpoolReader reader = SpoolReader.open(waiting.file)) {
            long packets = 0;
            while (reader.next()) {
                packets++;
            }
            if (ledger.gaveUp(waiting.name.kind(), packets, String.valueOf(waiting.file.getFileName()))) {
                Files.delete(waiting.file);
                DurableFile.forceFolder(folder);
            }
        } catch (NoSuchFileException e) {
            // packed meanwhile
        } catch (IOException e) {
            throw SpoolFailure.of("dropping spool file", waiting.file, e);
        }
    }
}
