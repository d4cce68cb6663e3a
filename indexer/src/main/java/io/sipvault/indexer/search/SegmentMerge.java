package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.AlreadyClosedException;

/** Merges all segments of a writer into one, in the writer's own threads, as long as it is not told to stop. */
final class SegmentMerge {
    private static final int POLL_MS = 20;

    private final IndexWriter writer;
    private final BooleanSupplier stop;

    /**
     * @param stop
     *            asked again and again; an interrupt stops it, too
     */
    SegmentMerge(IndexWriter writer, BooleanSupplier stop) {
        this.writer = writer;
        this.stop = stop;
    }

    /** Whether it came to its end; nothing is committed yet. Otherwise it may be at work still, until the writer is rolled back. */
    boolean run() throws IOException {
        try {
            writer.forceMerge(1, false);
            while (isAtWork()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                Thread.sleep(POLL_MS);
            }
            return true;
        } catch (InterruptedException | AlreadyClosedException e) {
            return false;
        }
    }

    /** A merge that ends registers the next in one step of the writer. */
    private boolean isAtWork() {
        synchronized (writer) {
            return writer.hasPendingMerges() || !writer.getMergingSegments().isEmpty();
        }
    }
}
