package io.sipvault.indexer.search;

import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are still there though another partition holds what was written instead. A document moves when an earlier
 * fragment of it is found: its new copy names the old one, and is committed first, so that a crash leaves both and not none.
 * Moves are rare, so few documents name another and looking at all that do costs little. An id that was moved away from a
 * partition never comes back to it: what a document holds only grows, so it only starts earlier.
 */
final class Superseded {
    /** Ends a position that is no call of its own any more, but still a dialog. */
    static final String AS_CALL = "#call";

    private final Map<String, List<BytesRef>> idsByPartition = new HashMap<>();

    private Superseded() {}

    /** What the documents of some partitions replace. */
    static Superseded by(List<Partition> partitions, @Nullable Row row) {
        Superseded superseded = new Superseded();
        for (Partition partition : partitions) {
            partition.search(searcher -> superseded.read(searcher, row));
        }
        return superseded;
    }

    private boolean read(IndexSearcher searcher, @Nullable Row row) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(IndexField.REPLACES);
            if (terms != null) {
                TermsEnum each = terms.iterator();
                for (BytesRef term = each.next(); term != null; term = each.next()) {
                    add(term.utf8ToString(), row);
                }
            }
        }
        return true;
    }

    private void add(String term, @Nullable Row row) {
        boolean asCall = term.endsWith(AS_CALL);
        if (!asCall || row == Row.CALLS) {
            String position = asCall ? term.substring(0, term.length() - AS_CALL.length()) : term;
            int slash = position.indexOf('/');
            idsByPartition.computeIfAbsent(position.substring(0, slash), p -> new ArrayList<>())
                    .add(new BytesRef(position.substring(slash + 1)));
        }
    }

    /** A query without what is replaced of a partition. */
    Query leaveOut(String partition, Query query) {
        List<BytesRef> ids = idsByPartition.get(partition);
        return ids == null
                ? query
                : new BooleanQuery.Builder().add(query, Occur.FILTER)
                        .add(new TermInSetQuery(IndexField.ID, ids), Occur.MUST_NOT).build();
    }
}
