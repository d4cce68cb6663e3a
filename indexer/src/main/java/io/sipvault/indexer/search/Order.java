package io.sipvault.indexer.search;

import java.util.List;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;

/**
 * In which order a list is given. By the start alone: a page then asks the days one after the other and ends when it is full,
 * where by anything else it would have to read all that match.
 */
public enum Order {
    NEWEST_FIRST, OLDEST_FIRST;

    Sort sort() {
        return new Sort(
                LongField.newSortField(IndexField.START, this == NEWEST_FIRST, SortedNumericSelector.Type.MIN));
    }

    /** Partitions, of which the newest comes first, in this order. */
    List<Partition> of(List<Partition> newestFirst) {
        return this == NEWEST_FIRST ? newestFirst : newestFirst.reversed();
    }

    /** Documents that start then or come behind it. */
    Query from(long startNs) {
        return this == NEWEST_FIRST
                ? LongField.newRangeQuery(IndexField.START, Long.MIN_VALUE, startNs)
                : LongField.newRangeQuery(IndexField.START, startNs, Long.MAX_VALUE);
    }
}
