package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the documents that any log line names, by walking the Call-IDs of a segment and the names in the lines of its time
 * beside each other; each skips to the next that the other may have. The answer for a segment is kept while the same lines
 * are there: those of a day that is over are walked once. Safe for use by several threads.
 */
final class LoggedDocuments {
    private static final int AT_ONCE = 1 << 16;
    private static final long MOST_KEPT_BYTES = 64L << 20;

    private final PartitionedIndex index;
    private final Map<Object, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    /** What was found, and in which segments of lines. */
    private record Kept(List<Object> lines, FixedBitSet found) {}

    LoggedDocuments(PartitionedIndex index) {
        this.index = index;
    }

    FixedBitSet find(LeafReaderContext segment, QueryTimeout limit) throws IOException {
        LeafReader calls = segment.reader();
        Terms callIds = calls.terms(IndexField.CALL_ID);
        if (callIds == null) {
            return new FixedBitSet(Math.max(1, calls.maxDoc()));
        }
        List<Partition> partitions = linesOf(calls);
        List<Object> lines = keys(partitions);
        IndexReader.CacheHelper helper = calls.getCoreCacheHelper();
        Kept known = helper == null ? null : recall(helper.getKey());
        if (known != null && known.lines.equals(lines)) {
            return known.found;
        }
        FixedBitSet found = walk(calls, callIds, partitions, limit);
        if (helper != null) {
            keep(helper.getKey(), new Kept(lines, found));
        }
        return found;
    }

    private synchronized @Nullable Kept recall(Object key) {
        return kept.get(key);
    }

    private synchronized void keep(Object key, Kept answer) {
        Kept before = kept.put(key, answer);
        keptBytes += answer.found.ramBytesUsed() - (before == null ? 0 : before.found.ramBytesUsed());
        var eldest = kept.entrySet().iterator();
        while (keptBytes > MOST_KEPT_BYTES && eldest.hasNext()) {
            keptBytes -= eldest.next().getValue().found.ramBytesUsed();
            eldest.remove();
        }
    }

    /** The partitions whose lines may be of the time of a segment. */
    private List<Partition> linesOf(LeafReader calls) throws IOException {
        PointValues starts = calls.getPointValues(IndexField.START);
        PointValues ends = calls.getPointValues(IndexField.END);
        if (starts == null || ends == null) {
            return List.of();
        }
        long first = LongPoint.decodeDimension(starts.getMinPackedValue(), 0) - Lifetimes.CLOCKS_NS;
        long last = LongPoint.decodeDimension(ends.getMaxPackedValue(), 0) + Lifetimes.CLOCKS_NS;
        String from = PartitionedIndex.partitionOf(first);
        return index.all().stream().filter(p -> p.firstNs() <= last && isFrom(p.name(), from)).toList();
    }

    /** Whether a partition is not earlier than another; the undated one is the earliest. */
    private static boolean isFrom(String name, String earliest) {
        return earliest.equals(PartitionedIndex.UNDATED)
                || !name.equals(PartitionedIndex.UNDATED) && name.compareTo(earliest) >= 0;
    }

    private static List<Object> keys(List<Partition> partitions) {
        List<Object> keys = new ArrayList<>();
        for (Partition partition : partitions) {
            partition.search(searcher -> {
                for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                    IndexReader.CacheHelper helper = leaf.reader().getCoreCacheHelper();
                    if (leaf.reader().terms(IndexField.NAMES) != null) {
                        keys.add(helper == null ? new Object() : helper.getKey());
                    }
                }
                return keys;
            });
        }
        return keys;
    }

    private static FixedBitSet walk(LeafReader calls, Terms callIds, List<Partition> partitions,
            QueryTimeout limit) {
        NamedDocuments named = new NamedDocuments(calls);
        for (Partition partition : partitions) {
            partition.search(searcher -> {
                for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                    Terms names = leaf.reader().terms(IndexField.NAMES);
                    if (names != null) {
                        new Walk(leaf.reader(), named, limit).over(callIds.iterator(), names.iterator());
                    }
                }
                return named;
            });
        }
        return named.found();
    }

    /** Over the names in the lines of one segment. */
    private static final class Walk {
        private final LeafReader lines;
        private final NamedDocuments named;
        private final QueryTimeout limit;
        /** Line in the upper half, number of the name's times in the lower. */
        private final Longs mentions = new Longs();
        private final List<Longs> times = new ArrayList<>();

        Walk(LeafReader lines, NamedDocuments named, QueryTimeout limit) {
            this.limit = limit;
            this.lines = lines;
            this.named = named;
        }

        void over(TermsEnum callIds, TermsEnum names) throws IOException {
            BytesRef callId = callIds.next();
            for (int step = 0; callId != null; step++) {
                TimeIsUp.check(limit, step);
                switch (names.seekCeil(callId)) {
                    case FOUND -> {
                        add(callIds.postings(null, PostingsEnum.NONE), names.postings(null, PostingsEnum.NONE));
                        callId = callIds.next();
                    }
                    case NOT_FOUND -> callId = callIds.seekCeil(names.term()) == TermsEnum.SeekStatus.END
                            ? null
                            : callIds.term();
                    case END -> callId = null;
                }
            }
            resolve();
        }

        private void add(PostingsEnum documents, PostingsEnum mentioned) throws IOException {
            Longs at = new Longs();
            named.add(documents, at);
            for (int line = mentioned.nextDoc(); line != DocIdSetIterator.NO_MORE_DOCS; line = mentioned.nextDoc()) {
                mentions.add((long) line << Integer.SIZE | times.size());
            }
            times.add(at);
            if (mentions.size() >= AT_ONCE) {
                resolve();
            }
        }

        private void resolve() throws IOException {
            mentions.sort();
            Lifetimes lifetimes = new Lifetimes(lines);
            for (int i = 0; i < mentions.size(); i++) {
                times.get((int) mentions.get(i)).add(lifetimes.start((int) (mentions.get(i) >>> Integer.SIZE)));
            }
            named.resolve();
            mentions.clear();
            times.clear();
        }
    }
}
