package io.sipvault.indexer.search;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the matches of one partition, in order, in steps: what is skipped takes the memory of one step, however
 * much it is.
 */
final class HitWalk {
    private static final int STEP = 20_000;
    private static final int FEW = 1_100;
    private static final Set<String> STORED = Set.of(IndexField.ID, IndexField.SOURCES, IndexField.STORED);

    private final IndexSearcher searcher;
    private final Query query;
    private final Order order;
    private final int step;

    HitWalk(IndexSearcher searcher, Query query, Order order) {
        this(searcher, query, order, STEP);
    }

    /**
     * @param step
     *            how many matches are held at once
     */
    HitWalk(IndexSearcher searcher, Query query, Order order, int step) {
        this.searcher = searcher;
        this.query = query;
        this.order = order;
        this.step = step;
    }

    /**
     * Adds matches to a list.
     *
     * @param most
     *            how many are added
     * @param toSkip
     *            how many are skipped at most, for the size of a step
     * @param skips
     *            by its start in ns, whether a match is skipped; asked once for each
     */
    boolean take(int most, long toSkip, LongPredicate skips, List<Hit> into) throws IOException {
        StoredFields stored = searcher.storedFields();
        int full = into.size() + most;
        long left = toSkip;
        @Nullable
        ScoreDoc last = null;
        while (into.size() < full) {
            int wanted = present((int) Math.min(Math.max(step, most), full - into.size() + left));
            ScoreDoc[] docs = first(wanted, last).scoreDocs;
            for (ScoreDoc doc : docs) {
                long start = start(doc);
                if (!skips.test(start) && into.size() < full) {
                    into.add(hit(stored.document(doc.doc, STORED), start));
                }
            }
            if (docs.length < wanted) {
                return true;
            }
            left = Math.max(0, left - docs.length);
            last = docs[docs.length - 1];
        }
        return true;
    }

    /** Room is taken for as many as are wanted: of many, no more than there are. */
    private int present(int wanted) throws IOException {
        return wanted <= FEW ? wanted : Math.clamp(searcher.count(query), 1, wanted);
    }

    /**
     * Nothing is counted beyond what is wanted, so each segment is left as soon as it has given enough: it is sorted by start,
     * the newest first; for the oldest the points of the start tell what need not be looked at.
     */
    private TopFieldDocs first(int wanted, @Nullable ScoreDoc behind) throws IOException {
        return searcher.search(query,
                new TopFieldCollectorManager(order.sort(), wanted, (FieldDoc) behind, 0));
    }

    /** All that are not skipped, up to a number. */
    boolean take(int most, List<Hit> into) throws IOException {
        return take(most, 0, start -> false, into);
    }

    private static long start(ScoreDoc doc) {
        return (long) ((FieldDoc) doc).fields[0];
    }

    private static Hit hit(Document document, long startNs) {
        StoredText text = StoredText.of(document);
        return new Hit(document.get(IndexField.ID), startNs, Arrays.asList(document.getValues(IndexField.SOURCES)),
                text.fold(), text.display());
    }
}
