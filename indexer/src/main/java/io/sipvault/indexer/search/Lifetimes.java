package io.sipvault.indexer.search;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedNumericDocValues;

/** When the documents of a segment begin and end. Asked for documents in ascending order. */
final class Lifetimes {
    /** How far the clocks of a log and of a capture may be apart. */
    static final long CLOCKS_NS = 60_000_000_000L;

    private final SortedNumericDocValues starts;
    private final NumericDocValues ends;

    Lifetimes(LeafReader reader) throws IOException {
        this.starts = DocValues.getSortedNumeric(reader, IndexField.START);
        this.ends = DocValues.getNumeric(reader, IndexField.LAST);
    }

    long start(int document) throws IOException {
        return starts.advanceExact(document) ? starts.nextValue() : 0;
    }

    /** Whether any of some times, sorted, lies in a document's life, as far as clocks can tell. */
    boolean hasAny(int document, Longs times) throws IOException {
        long start = start(document);
        long end = ends.advanceExact(document) ? ends.longValue() : start;
        return times.anyBetween(start - CLOCKS_NS, end + CLOCKS_NS);
    }
}
