package io.sipvault.indexer.search;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of an index folder, newest day first. Safe for use by many threads.
 * <p>
 * Each partition is committed by itself. A document only ever moves to an earlier day, so committing the earliest day first
 * makes the new copy durable before the old one is gone.
 */
public final class PartitionedIndex implements AutoCloseable {
    /**
     * How documents are written: raised when searches would miss some of those that were written before. 2: users and numbers
     * share a field. 3: a stream says whether its dialog announced both ends.
     */
    public static final int FORMAT = 3;

    /** Where documents go whose times cannot be believed. */
    public static final String UNDATED = "undated";
    private static final int MOST_WRITERS = 8;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    /** 2000-01-01. */
    private static final long EARLIEST_NS = 10957L * NANOS_PER_DAY;

    private final Readers readers = new Readers();
    private volatile Path root;
    /** Held for writing while a writer is opened or closed, for reading while one is used. */
    private final ReadWriteLock writers = new ReentrantReadWriteLock();
    private volatile NavigableMap<String, Partition> partitions = new ConcurrentSkipListMap<>(
            Comparator.comparing(PartitionedIndex::order).reversed());

    private final AtomicLong leftOut = new AtomicLong();
    /** The first day that is kept. */
    private volatile LocalDate keptFrom = LocalDate.MIN;

    private PartitionedIndex(Path root) {
        this.root = root;
    }

    /** Opens the partitions that are there; a folder that is missing is an empty index. */
    public static PartitionedIndex open(Path root) {
        PartitionedIndex index = new PartitionedIndex(root);
        if (Files.isDirectory(root)) {
            try (Stream<Path> folders = Files.list(root)) {
                folders.filter(folder -> Files.isDirectory(folder) && !DayFolders.isLeftover(folder))
                        .filter(Partition::exists).forEach(folder -> {
                            String name = folder.getFileName().toString();
                            index.partitions.put(name, new Partition(name, folder));
                        });
            } catch (IOException e) {
                throw IndexFailure.of("listing the index", root, e);
            }
        }
        return index;
    }

    /**
     * Takes what another index holds, and gives it what this one held: at once for all who search from now on. The caller sees
     * to it that nobody writes either meanwhile, and calls {@link #awaitEarlierReaders} before it closes the other.
     */
    public synchronized void exchange(PartitionedIndex other) {
        Path formerRoot = root;
        NavigableMap<String, Partition> former = partitions;
        root = other.root;
        partitions = other.partitions;
        other.root = formerRoot;
        other.partitions = former;
    }

    /** Returns when all searches are done that began before. */
    public void awaitEarlierReaders() {
        readers.awaitEarlier();
    }

    /** Runs what reads partitions; what it sees stays open until it is done. */
    <T> T reading(Supplier<T> read) {
        return readers.reading(read);
    }

    /** Undated documents are the oldest. */
    private static String order(String name) {
        return name.equals(UNDATED) ? "" : name;
    }

    /** The partition of a document that starts at a time. */
    public static String partitionOf(long startNs) {
        if (startNs < EARLIEST_NS) {
            return UNDATED;
        }
        return LocalDate.ofEpochDay(startNs / NANOS_PER_DAY).toString();
    }

    /** First nanosecond of a partition's day; {@link Long#MIN_VALUE} for the undated one. */
    static long firstNs(String name) {
        return name.equals(UNDATED)
                ? Long.MIN_VALUE
                : LocalDate.parse(name).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000_000L;
    }

    /** Last nanosecond of a partition's day; of the undated one the last that is not believed. */
    static long lastNs(String name) {
        return (name.equals(UNDATED) ? EARLIEST_NS : firstNs(name) + NANOS_PER_DAY) - 1;
    }

    /** All partitions, the newest first, the undated one last. */
    List<Partition> all() {
        return new ArrayList<>(partitions.values());
    }

    /**
     * Partitions whose documents may start in a range, the newest first; the undated one always.
     *
     * @param from
     *            inclusive, null when unbounded
     * @param to
     *            exclusive, null when unbounded
     */
    List<Partition> between(@Nullable Instant from, @Nullable Instant to) {
        return partitions.values().stream().filter(p -> mayStartBetween(p.name(), from, to)).toList();
    }

    private static boolean mayStartBetween(String name, @Nullable Instant from, @Nullable Instant to) {
        if (name.equals(UNDATED)) {
            return true;
        }
        Instant first = LocalDate.parse(name).atStartOfDay(ZoneOffset.UTC).toInstant();
        return (to == null || first.isBefore(to)) && (from == null || first.plusSeconds(86_400).isAfter(from));
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /**
     * Days before are expired from now on: what would be written into them is left out, whatever it is folded from. So a late
     * fragment or a rebuild brings no day back.
     */
    public void keepFrom(LocalDate day) {
        keptFrom = day;
    }

    /** How many documents were not written since their day is expired; a document that was written twice counts twice. */
    public long leftOut() {
        return leftOut.get();
    }

    private boolean leavesOut(String partition) {
        boolean expired = DayFolders.isBefore(partition, keptFrom);
        if (expired) {
            leftOut.incrementAndGet();
        }
        return expired;
    }

    /** Days on disk before a day, the earliest first, and what they take there. The undated partition is none of them. */
    public List<DayOnDisk> daysBefore(LocalDate day) {
        return new DayFolders(root).before(day);
    }

    /**
     * Removes the partitions of all expired days, see {@link #keepFrom}. Each is gone at once for every reader that opens the
     * index from then on, and durably when this returns; one that a crash left half removed is removed, too.
     *
     * @return what was removed
     */
    public synchronized List<DayOnDisk> dropExpired() {
        List<DayOnDisk> expired = daysBefore(keptFrom);
        for (DayOnDisk day : expired) {
            Partition partition = partitions.remove(day.day().toString());
            if (partition != null) {
                partition.drop();
            }
            new DayFolders(root).remove(day.day());
        }
        return expired;
    }

    /** The folder of a UTC day. @param bytes what its files take */
    public record DayOnDisk(LocalDate day, long bytes) {}

    /**
     * Days of several segments to which nothing was written since a time and whose own time was over then, the newest first.
     * The undated partition is one of them.
     */
    public List<String> scattered(Instant since) {
        return partitions.values().stream().filter(p -> isScattered(p, since)).map(Partition::name).toList();
    }

    private static boolean isScattered(Partition partition, Instant since) {
        Instant end = Instant.EPOCH.plusNanos(lastNs(partition.name()));
        return end.isBefore(since) && partition.isScattered(since);
    }

    /**
     * Merges a day into one segment, if it is still {@link #scattered}: a search asks each segment of each day. The caller sees
     * to it that nobody writes meanwhile.
     *
     * @param stop
     *            whether to give up; the day is then as it was
     * @return whether it was merged
     */
    public boolean merge(String day, Instant since, BooleanSupplier stop) {
        Partition partition = partitions.get(day);
        return partition != null && isScattered(partition, since) && partition.merge(stop);
    }

    /** Adds a document to the partition of its start. */
    void add(String partition, Document document) {
        if (!leavesOut(partition)) {
            write(partition, writer -> writer.addDocument(document));
        }
    }

    /** Replaces the document of a term in one step. */
    void update(String partition, Term term, Document document) {
        if (!leavesOut(partition)) {
            write(partition, writer -> writer.updateDocument(term, document));
        }
    }

    void delete(String partition, Term term) {
        if (partitions.containsKey(partition)) {
            write(partition, writer -> writer.deleteDocuments(term));
        }
    }

    /** What is done with a writer. */
    @FunctionalInterface
    private interface Writing {
        void with(IndexWriter writer) throws IOException;
    }

    private void write(String partition, Writing writing) {
        try {
            do {
                openWriter(partition);
            } while (!writeIfOpen(partition, writing));
        } catch (IOException e) {
            throw IndexFailure.of("writing to index partition", partition, e);
        }
    }

    /** @return false when another thread closed the writer meanwhile, since too many were open */
    private boolean writeIfOpen(String name, Writing writing) throws IOException {
        writers.readLock().lock();
        try {
            Partition partition = partitions.get(name);
            if (partition == null || !partition.isWriting()) {
                return false;
            }
            writing.with(partition.writer());
            return true;
        } finally {
            writers.readLock().unlock();
        }
    }

    /** Opens a writer; where too many are open, the earliest day's is committed and closed. */
    private void openWriter(String name) {
        Partition known = partitions.get(name);
        if (known != null && known.isWriting()) {
            return;
        }
        writers.writeLock().lock();
        try {
            Partition wanted = partitions.computeIfAbsent(name, n -> new Partition(n, folder(n)));
            List<Partition> open = partitions.values().stream().filter(Partition::isWriting).toList();
            if (!wanted.isWriting() && open.size() >= MOST_WRITERS) {
                open.getLast().stopWriting();
            }
            wanted.writer();
        } finally {
            writers.writeLock().unlock();
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.INDEX, "making the folder of index partition " + name + " in " + root
                    + " failed: " + e.getMessage(), e);
        }
    }

    /**
     * Writes some of what is in memory, for each partition the documents that one thread gathered: a refresh would do it all
     * on one thread. Safe to call from several.
     */
    public void flushNext() {
        writers.readLock().lock();
        try {
            inOrderOfCommit().forEach(Partition::flushNext);
        } finally {
            writers.readLock().unlock();
        }
    }

    /** Makes what was written visible, the earliest day first: a document that moves is never out of sight. */
    public void refresh() {
        inOrderOfCommit().stream().filter(Partition::isWriting).forEach(Partition::refresh);
    }

    /**
     * Runs what writes, and makes it durable. When that fails, at whatever it is, all partitions go back to what is durable: a
     * writer that met a full disk writes no more, and half of a fold must not become durable with the next.
     */
    public void durably(Runnable writing) {
        boolean done = false;
        try {
            writing.run();
            commit();
            done = true;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    private void rollback() {
        inOrderOfCommit().forEach(Partition::rollback);
    }

    /** Makes what was written durable, the earliest day first. */
    public void commit() {
        inOrderOfCommit().forEach(Partition::commit);
    }

    List<Partition> inOrderOfCommit() {
        return List.copyOf(partitions.descendingMap().values());
    }

    @Override
    public void close() {
        inOrderOfCommit().forEach(Partition::close);
        partitions.clear();
    }
}
