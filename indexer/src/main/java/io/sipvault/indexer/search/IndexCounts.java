package io.sipvault.indexer.search;

import io.sipvault.indexer.dialog.DialogState;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Counts what the index holds now. */
public final class IndexCounts {
    private final PartitionedIndex index;

    public IndexCounts(PartitionedIndex index) {
        this.index = index;
    }

    /** How many dialogs are in each state; a state that none is in has 0. */
    public Map<DialogState, Long> dialogsByState() {
        return index.reading(() -> {
            Map<DialogState, Long> counts = new EnumMap<>(DialogState.class);
            Superseded superseded = Superseded.by(index.all(), Row.DIALOGS);
            for (DialogState state : DialogState.values()) {
                counts.put(state, count(index.all(), superseded,
                        both(IndexField.ROW_DIALOG, new TermQuery(new Term(IndexField.STATE, state.label())))));
            }
            return counts;
        });
    }

    /** How many documents of a row there are. */
    public long of(Row row) {
        return index.reading(() -> count(index.all(), Superseded.by(index.all(), row),
                new TermQuery(new Term(IndexField.ROW, row.term()))));
    }

    /**
     * How many streams that a dialog announced had packets at a time.
     *
     * @param vantage
     *            who saw them
     */
    public long establishedStreams(String vantage, long fromNs, long toNs) {
        Query streams = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(IndexField.AGENT, vantage)), Occur.FILTER)
                .add(new TermQuery(new Term(IndexField.PRESENT, IndexField.CALL_ID)), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexField.START, Long.MIN_VALUE, toNs), Occur.FILTER)
                .add(LongPoint.newRangeQuery(IndexField.END, fromNs, Long.MAX_VALUE), Occur.FILTER).build();
        return index.reading(() -> count(index.all(), Superseded.by(index.all(), Row.STREAMS),
                both(IndexField.ROW_STREAM, streams)));
    }

    private static Query both(String row, Query query) {
        return new BooleanQuery.Builder().add(new TermQuery(new Term(IndexField.ROW, row)), Occur.FILTER)
                .add(query, Occur.FILTER).build();
    }

    private static long count(List<Partition> partitions, Superseded superseded, Query query) {
        long count = 0;
        for (Partition partition : partitions) {
            Query here = superseded.leaveOut(partition.name(), query);
            count += partition.search(searcher -> (long) searcher.count(here));
        }
        return count;
    }
}
