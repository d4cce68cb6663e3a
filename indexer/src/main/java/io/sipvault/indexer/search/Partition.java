package io.sipvault.indexer.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** One day's index. Opened for reading when it is first searched, for writing when it is first written. */
final class Partition implements AutoCloseable {
    private static final double RAM_BUFFER_MB = 64;

    private static final IndexSearcher NOTHING = new IndexSearcher(nothing());

    private final String name;
    private final long firstNs;
    private final Path path;
    private final Directory directory;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable IndexWriter writer;
    private @Nullable SearcherManager searchers;
    private volatile boolean dropped;

    Partition(String name, Path path) {
        this.name = name;
        this.firstNs = PartitionedIndex.firstNs(name);
        this.path = path;
        try {
            this.directory = FSDirectory.open(path);
        } catch (IOException e) {
            throw IndexFailure.of("opening index partition", path, e);
        }
    }

    private static IndexReader nothing() {
        try {
            return new MultiReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** First nanosecond of its day. */
    long firstNs() {
        return firstNs;
    }

    IndexWriter writer() {
        lock.lock();
        try {
            if (writer == null) {
                closeSearchers();
                writer = new IndexWriter(directory, config());
            }
            return writer;
        } catch (IOException e) {
            throw IndexFailure.of("opening index partition for writing", name, e);
        } finally {
            lock.unlock();
        }
    }

    boolean isWriting() {
        return writer != null;
    }

    private static IndexWriterConfig config() {
        IndexWriterConfig config = new IndexWriterConfig();
        config.setCodec(new IndexCodec());
        config.setRAMBufferSizeMB(RAM_BUFFER_MB);
        config.setIndexSort(Order.NEWEST_FIRST.sort());
        config.setMergePolicy(new LogByteSizeMergePolicy());
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(2, 1);
        config.setMergeScheduler(merges);
        config.setCommitOnClose(true);
        return config;
    }

    /** Runs a search over what is visible now; over nothing when the partition was dropped meanwhile, by whom ever. */
    <T> T search(Searching<T> searching) {
        try {
            IndexSearcher searcher = acquire();
            try {
                return searching.apply(searcher);
            } finally {
                if (searcher != NOTHING) {
                    searcher.getIndexReader().decRef();
                }
            }
        } catch (IOException e) {
            throw IndexFailure.of("searching index partition", name, e);
        }
    }

    /** As {@link #search(Searching)} within what time is left; null when that is too little. */
    <T> @Nullable T search(Effort effort, Searching<T> searching) {
        try {
            return effort.shouldExit() ? null : search(shared -> {
                IndexSearcher own = new IndexSearcher(shared.getIndexReader());
                own.setTimeout(effort);
                return searching.apply(own);
            });
        } catch (TimeIsUp e) {
            return null;
        }
    }

    /** Taken in one step, since whoever begins to write closes what searches take from. Its reader is to be let go. */
    private IndexSearcher acquire() throws IOException {
        lock.lock();
        try {
            SearcherManager manager = searchers();
            return manager == null ? NOTHING : manager.acquire();
        } finally {
            lock.unlock();
        }
    }

    /** Null when the partition was dropped. */
    private @Nullable SearcherManager searchers() {
        lock.lock();
        try {
            if (dropped) {
                return null;
            }
            if (searchers == null) {
                SearcherFactory factory = new SearcherFactory();
                searchers = writer != null
                        ? new SearcherManager(writer, factory)
                        : new SearcherManager(directory, factory);
            }
            return searchers;
        } catch (IOException e) {
            if (!exists(path)) {
                return null;
            }
            throw IndexFailure.of("opening index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes the documents that one thread gathered in memory; others may do so beside it. */
    void flushNext() {
        IndexWriter open = writer;
        try {
            if (open != null) {
                open.flushNextBuffer();
            }
        } catch (IOException e) {
            throw IndexFailure.of("flushing index partition", name, e);
        }
    }

    /** Makes what was written visible to searches. */
    void refresh() {
        lock.lock();
        try {
            if (searchers != null) {
                searchers.maybeRefreshBlocking();
            }
        } catch (IOException e) {
            throw IndexFailure.of("refreshing index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Makes what was written durable. */
    void commit() {
        lock.lock();
        try {
            if (writer != null) {
                writer.commit();
            }
        } catch (IOException e) {
            throw IndexFailure.of("committing index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was written since the last commit, also where a failure has closed the writer; searches go on. */
    void rollback() {
        lock.lock();
        try {
            if (writer != null) {
                closeSearchers();
                IndexWriter failed = writer;
                writer = null;
                failed.rollback();
            }
        } catch (IOException e) {
            throw IndexFailure.of("going back to the last commit of index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** Commits and closes the writer; searches go on. */
    void stopWriting() {
        lock.lock();
        try {
            if (writer != null) {
                closeSearchers();
                writer.close();
                writer = null;
            }
        } catch (IOException e) {
            throw IndexFailure.of("closing index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** How many segments it has that are committed. */
    int segments() {
        try {
            return SegmentInfos.readLatestCommit(directory).size();
        } catch (IOException e) {
            throw IndexFailure.of("counting the segments of index partition", name, e);
        }
    }

    /** Whether it has several segments and nothing was committed since a time. While somebody commits it is not. */
    boolean isScattered(Instant since) {
        try {
            SegmentInfos commit = SegmentInfos.readLatestCommit(directory);
            return commit.size() > 1
                    && Files.getLastModifiedTime(path.resolve(commit.getSegmentsFileName())).toInstant()
                            .isBefore(since);
        } catch (IOException | AlreadyClosedException e) {
            return false;
        }
    }

    /**
     * Merges all segments into one; searches go on. Told to stop, all is as it was at the last commit. The caller sees to it
     * that nobody writes meanwhile, and that all is committed.
     *
     * @return whether it is one now
     */
    boolean merge(BooleanSupplier stop) {
        boolean closed = false;
        try {
            if (new SegmentMerge(writer(), stop).run()) {
                stopWriting();
                closed = true;
            }
        } catch (IOException e) {
            throw IndexFailure.of("merging the segments of index partition", name, e);
        } finally {
            if (!closed) {
                rollback();
            }
        }
        return closed && segments() == 1;
    }

    /** Lets go of its folder, which is to be removed; what is not committed is lost. Searches that run go on to their end. */
    void drop() {
        lock.lock();
        try {
            dropped = true;
            closeSearchers();
            if (writer != null) {
                writer.rollback();
                writer = null;
            }
            directory.close();
        } catch (IOException e) {
            throw IndexFailure.of("dropping index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    private void closeSearchers() throws IOException {
        if (searchers != null) {
            searchers.close();
            searchers = null;
        }
    }

    /** Whether a commit exists, so that it can be read. */
    static boolean exists(Path path) {
        try (Directory directory = FSDirectory.open(path)) {
            return DirectoryReader.indexExists(directory);
        } catch (IOException e) {
            throw IndexFailure.of("looking for an index in", path, e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeSearchers();
            if (writer != null) {
                writer.close();
                writer = null;
            }
            directory.close();
        } catch (IOException e) {
            throw IndexFailure.of("closing index partition", name, e);
        } finally {
            lock.unlock();
        }
    }

    /** What is done with a searcher. */
    @FunctionalInterface
    interface Searching<T> {
        T apply(IndexSearcher searcher) throws IOException;
    }
}
