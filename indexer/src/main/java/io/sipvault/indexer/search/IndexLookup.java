package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Finds documents by exact terms, across the partitions that a time range can touch. What the fold reads its state by. */
public final class IndexLookup {
    private static final int MOST_DUE = 10_000;
    private static final Set<String> STORED = Set.of(IndexField.ID, IndexField.SOURCES, IndexField.STORED,
            IndexField.REPLACES);

    private final PartitionedIndex index;

    public IndexLookup(PartitionedIndex index) {
        this.index = index;
    }

    /** Documents with a term that overlap a time range, without those that another of them was written instead of. */
    public List<StoredDocument> byTerm(String field, String value, long fromNs, long toNs) {
        return atMost(Integer.MAX_VALUE, field, value, fromNs, toNs);
    }

    /** As {@link #byTerm}, but no more than so many of them. */
    public List<StoredDocument> atMost(int most, String field, String value, long fromNs, long toNs) {
        List<StoredDocument> found = index.reading(() -> find(most, field, value, fromNs, toNs));
        return found.size() < 2 ? found : current(found);
    }

    /** As {@link #byTerm}, with those that another of them was written instead of. */
    public List<StoredDocument> copies(String field, String value, long fromNs, long toNs) {
        return index.reading(() -> find(Integer.MAX_VALUE, field, value, fromNs, toNs));
    }

    private List<StoredDocument> find(int most, String field, String value, long fromNs, long toNs) {
        if (index.isEmpty()) {
            return List.of();
        }
        List<StoredDocument> found = new ArrayList<>(2);
        BytesRef term = new BytesRef(value);
        for (Partition partition : index.all()) {
            if (partition.firstNs() <= toNs) {
                partition.search(searcher -> {
                    collect(searcher, partition.name(), field, term, fromNs, most, found);
                    return found;
                });
            }
        }
        return found;
    }

    private static void collect(IndexSearcher searcher, String partition, String field, BytesRef value, long fromNs,
            int most, List<StoredDocument> into) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms == null || endsBefore(leaf, fromNs)) {
                continue;
            }
            TermsEnum enumeration = terms.iterator();
            if (enumeration.seekExact(value)) {
                Bits live = leaf.reader().getLiveDocs();
                PostingsEnum postings = enumeration.postings(null, PostingsEnum.NONE);
                StoredFields stored = leaf.reader().storedFields();
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS
                        && into.size() < most; doc = postings.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        into.add(StoredDocument.of(partition, stored.document(doc, STORED)));
                    }
                }
            }
        }
    }

    /** Whether all that a segment holds was over before a time. */
    private static boolean endsBefore(LeafReaderContext leaf, long fromNs) throws IOException {
        PointValues ends = leaf.reader().getPointValues(IndexField.END);
        return ends != null && LongPoint.decodeDimension(ends.getMaxPackedValue(), 0) < fromNs;
    }

    private static List<StoredDocument> current(List<StoredDocument> found) {
        Set<String> replaced = new HashSet<>();
        found.forEach(document -> replaced.addAll(document.replaces()));
        return found.stream().filter(document -> !replaced.contains(document.position()))
                .sorted(Comparator.comparing(StoredDocument::id)).toList();
    }

    /** Documents that must be folded again since their time has come. */
    public List<StoredDocument> due(long nowNs) {
        List<StoredDocument> found = new ArrayList<>();
        for (Partition partition : index.all()) {
            partition.search(searcher -> {
                ScoreDoc[] hits = searcher.search(LongPoint.newRangeQuery(IndexField.DUE, 1, nowNs),
                        MOST_DUE).scoreDocs;
                StoredFields stored = searcher.storedFields();
                for (ScoreDoc hit : hits) {
                    found.add(StoredDocument.of(partition.name(), stored.document(hit.doc, STORED)));
                }
                return found;
            });
        }
        return found;
    }

    /** Whether any partition has an RTP stream. */
    public boolean hasStreams() {
        return has(IndexField.ROW_STREAM);
    }

    /** Whether any partition has a document of a kind. */
    public boolean has(String row) {
        Term term = new Term(IndexField.ROW, row);
        return index.reading(() -> index.all().stream()
                .anyMatch(p -> p.search(searcher -> searcher.getIndexReader().docFreq(term) > 0)));
    }

    /** Whether a vantage saw a stream within a time range. */
    public boolean hasStreamBetween(String vantage, long fromNs, long toNs) {
        Query query = between(IndexField.ROW, IndexField.ROW_STREAM, vantage, fromNs, toNs);
        return index.reading(() -> index.all().stream()
                .anyMatch(p -> p.search(searcher -> searcher.search(query, 1).scoreDocs.length > 0)));
    }

    /** Dialogs of a vantage within a time range that were judged without any RTP to compare with. */
    public List<StoredDocument> awaitingRtp(String vantage, long fromNs, long toNs) {
        return all(between(IndexField.AWAITS, IndexField.AWAITS_RTP, vantage, fromNs, toNs));
    }

    /** Dialogs that used a hop and overlap a time range. */
    public List<StoredDocument> dialogsOfHop(String hop, long fromNs, long toNs) {
        return index.isEmpty()
                ? List.of()
                : all(during(new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(IndexField.HOP, hop)), Occur.FILTER), fromNs, toNs));
    }

    private List<StoredDocument> all(Query query) {
        List<StoredDocument> found = new ArrayList<>();
        for (Partition partition : index.all()) {
            partition.search(searcher -> {
                ScoreDoc[] hits = searcher.search(query, Math.max(1, searcher.getIndexReader().maxDoc())).scoreDocs;
                StoredFields stored = searcher.storedFields();
                for (ScoreDoc hit : hits) {
                    found.add(StoredDocument.of(partition.name(), stored.document(hit.doc, STORED)));
                }
                return found;
            });
        }
        return found;
    }

    private static Query between(String field, String value, String vantage, long fromNs, long toNs) {
        return during(new BooleanQuery.Builder().add(new TermQuery(new Term(field, value)), Occur.FILTER)
                .add(new TermQuery(new Term(IndexField.AGENT, vantage)), Occur.FILTER), fromNs, toNs);
    }

    private static Query during(BooleanQuery.Builder query, long fromNs, long toNs) {
        return query.add(LongField.newRangeQuery(IndexField.START, Long.MIN_VALUE, toNs), Occur.FILTER)
                .add(LongPoint.newRangeQuery(IndexField.END, fromNs, Long.MAX_VALUE), Occur.FILTER).build();
    }

    /**
     * Writes a document.
     *
     * @param there
     *            whether its position holds one already, which it replaces
     */
    public void put(NewDocument document, boolean there) {
        if (there) {
            index.update(document.partition(), new Term(IndexField.ID, document.id()), document.document());
        } else {
            index.add(document.partition(), document.document());
        }
    }

    /** Makes what was written visible to lookups, and to searches. */
    public void refresh() {
        index.refresh();
    }

    /** Removes a document. */
    public void remove(StoredDocument document) {
        index.delete(document.partition(), new Term(IndexField.ID, document.id()));
    }

    /**
     * Writes documents, and removes what they replace. All are written before any is removed, so that a partition that is
     * committed early, to make room for another, never lacks what is not yet durable elsewhere.
     */
    public void replace(Collection<StoredDocument> old, List<NewDocument> documents) {
        Set<String> leaving = new HashSet<>();
        old.forEach(document -> leaving.add(document.position()));
        documents.forEach(document -> put(document, leaving.remove(document.position())));
        old.stream().filter(document -> leaving.remove(document.position())).forEach(this::remove);
    }

    private static String position(String partition, String id) {
        return partition + '/' + id;
    }

    /** A document to write, and the partition of its start. */
    public record NewDocument(String partition, Document document) {
        String id() {
            return document.get(IndexField.ID);
        }

        /** Where it will lie: partition and id. */
        public String position() {
            return IndexLookup.position(partition, id());
        }
    }

    /**
     * A document that was found: what is stored of it.
     *
     * @param replaces
     *            positions that it was written instead of
     */
    public record StoredDocument(String partition, String id, List<String> replaces, List<String> sources, String fold,
            String display) {
        static StoredDocument of(String partition, Document document) {
            StoredText text = StoredText.of(document);
            return new StoredDocument(partition, document.get(IndexField.ID),
                    Arrays.asList(document.getValues(IndexField.REPLACES)),
                    Arrays.asList(document.getValues(IndexField.SOURCES)), text.fold(), text.display());
        }

        /** Where it lies: partition and id. */
        public String position() {
            return IndexLookup.position(partition, id);
        }
    }
}
