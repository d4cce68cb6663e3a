package io.sipvault.indexer.fold;

import io.sipvault.indexer.call.LinkKeys;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.fragment.FragmentReader.Cursor;
import io.sipvault.ingest.fragment.LogEntry;
import io.sipvault.ingest.store.ObjectStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Folds the fragment files of chunks into the index. Nothing is durable before {@link PartitionedIndex#commit()}; folding
 * the same chunk again changes nothing. One folder at a time writes an index.
 */
public final class Folder {
    /** Content of fragments that is folded in one round; bounds the memory. */
    private static final long ROUND_BYTES = 48L << 20;

    private final Fragments fragments;
    private final PartitionedIndex index;
    private final IndexLookup lookup;
    private final NumberNormalizer numbers;
    private volatile LinkKeys linkKeys;
    private final Executor executor;

    /**
     * @param executor
     *            folds keys beside each other
     */
    public Folder(ObjectStore store, PartitionedIndex index, NumberNormalizer numbers, Executor executor) {
        this(store, index, numbers, LinkKeys.COMMON, executor);
    }

    /**
     * @param linkKeys
     *            what ties legs; the same for all that an index is folded from
     */
    public Folder(ObjectStore store, PartitionedIndex index, NumberNormalizer numbers, LinkKeys linkKeys,
            Executor executor) {
        this.linkKeys = linkKeys;
        this.fragments = new Fragments(store);
        this.index = index;
        this.lookup = new IndexLookup(index);
        this.numbers = numbers;
        this.executor = executor;
    }

    /** From now on other keys tie legs: the index that it writes took the place of another. */
    public void tieBy(LinkKeys keys) {
        linkKeys = keys;
    }

    /**
     * Folds the fragments of chunks.
     *
     * @param nowByVantage
     *            latest capture time of each vantage, over all its chunks
     */
    public void fold(List<String> chunks, Map<String, Long> nowByVantage) {
        fold(chunks, nowByVantage, FirstIndexing.NOBODY);
    }

    /**
     * The same.
     *
     * @param first
     *            is told what is new
     */
    public void fold(List<String> chunks, Map<String, Long> nowByVantage, FirstIndexing first) {
        FoldBatch batch = newBatch(nowByVantage);
        long bytes = 0;
        for (String chunk : chunks) {
            FragmentReader reader = fragments.reader(chunk);
            if (bytes > 0 && bytes + reader.contentBytes() > ROUND_BYTES) {
                finish(batch, first);
                batch = newBatch(nowByVantage);
                bytes = 0;
            }
            load(batch, reader, chunk);
            bytes += reader.contentBytes();
        }
        finish(batch, first);
    }

    /** Folds again what changes by the passing of capture time alone. @return how many documents */
    public int foldDue(Map<String, Long> nowByVantage) {
        long now = nowByVantage.values().stream().mapToLong(Long::longValue).max().orElse(0);
        List<StoredDocument> due = lookup.due(now);
        if (!due.isEmpty()) {
            FoldBatch batch = newBatch(nowByVantage);
            batch.touchDialogs(due);
            finish(batch, FirstIndexing.NOBODY);
        }
        return due.size();
    }

    private FoldBatch newBatch(Map<String, Long> nowByVantage) {
        return new FoldBatch(fragments, lookup, linkKeys, nowByVantage, executor);
    }

    private void load(FoldBatch batch, FragmentReader reader, String chunk) {
        String vantage = reader.header().vantage();
        Cursor cursor = reader.cursor();
        batch.logs.beginChunk();
        while (cursor.next()) {
            EntryKey key = cursor.key();
            switch (key.type()) {
                case TORN_DATAGRAM, TORN_STREAM -> batch.touchTorn(key, cursor.body(), chunk);
                case SIP -> batch.touchCall(cursor.body(), chunk, vantage);
                case RTP -> batch.touchStream(key, cursor.body(), chunk, vantage);
                case ICMP -> batch.icmp.touch(key, cursor.body(), chunk, vantage);
                case LOG -> batch.logs.add(LogEntry.decode(cursor.body()), chunk, vantage);
            }
        }
    }

    private void finish(FoldBatch batch, FirstIndexing first) {
        batch.logs.write();
        batch.joinTorn();
        batch.closeStreams();
        batch.touchDialogsOfStreams();
        batch.touchDialogs(batch.icmp.close(batch.bindings));
        batch.closeCalls();
        while (batch.touchStreamsOfDialogs()) {
            batch.closeStreams();
            batch.touchDialogsOfStreams();
            batch.closeCalls();
        }
        new BatchWriter(batch, lookup, numbers, executor, first).write();
        Parallel.each(Collections.nCopies(Parallel.CONSUMERS, index), PartitionedIndex::flushNext, executor);
        index.refresh();
    }
}
