package io.sipvault.indexer.search;

import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists and counts. What is found within the time that it may take is the answer. */
public interface ListSearch {
    /** When a page has found more matches than these, it counts no further day. */
    long MOST_COUNTED = 100_000;

    /**
     * One page.
     *
     * @param cursor
     *            of the page before, in the same order; null for the first page
     * @param limit
     *            1 to 1,000
     */
    Page search(QueryNode query, Row row, Order order, @Nullable String cursor, int limit);

    /** One page, newest start first. */
    default Page search(QueryNode query, Row row, @Nullable String cursor, int limit) {
        return search(query, row, Order.NEWEST_FIRST, cursor, limit);
    }

    /**
     * A page by position: for clients that count. Positions shift when documents come in.
     *
     * @param offset
     *            documents to leave out, from 0 on
     * @param limit
     *            1 to 1,000
     */
    Page page(QueryNode query, Row row, Order order, int offset, int limit);

    /** A page by position, newest start first. */
    default Page page(QueryNode query, Row row, int offset, int limit) {
        return page(query, row, Order.NEWEST_FIRST, offset, limit);
    }

    /** How many documents match, however many these are. */
    long count(QueryNode query, Row row);

    /** How many of the matching documents have each value of a facet, the most frequent values first. */
    List<FacetCount> count(QueryNode query, Row row, Facet facet, int most);

    /**
     * Post-dial delays in ms that a share of the matching documents does not exceed, null where none has a delay.
     *
     * @param shares
     *            0 to 1
     */
    List<@Nullable Long> postDialDelays(QueryNode query, Row row, List<Double> shares);
}
