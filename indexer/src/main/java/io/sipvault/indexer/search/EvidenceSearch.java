package io.sipvault.indexer.search;

import io.sipvault.indexer.query.QueryNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the archive's index, in our own terms: a query tree in, documents out. Lucene answers it here; another
 * engine may behind the same interface.
 */
public interface EvidenceSearch extends AutoCloseable {
    /** What is listed. */
    enum Row {
        CALLS(IndexField.ROW_CALL),
        DIALOGS(IndexField.ROW_DIALOG),
        STREAMS(IndexField.ROW_STREAM),
        /** Streams of which only RTCP was seen. */
        REPORTED(IndexField.ROW_REPORTED),
        LOGS(IndexField.ROW_LOG);

        private final String term;

        Row(String term) {
            this.term = term;
        }

        String term() {
            return term;
        }
    }

    /**
     * One page, newest start first.
     *
     * @param cursor
     *            of the page before; null for the first page
     * @param limit
     *            1 to 1,000
     */
    Page search(QueryNode query, Row row, @Nullable String cursor, int limit);

    /**
     * A page by position, newest start first: for clients that count. Positions shift when documents come in.
     *
     * @param offset
     *            documents to leave out, from 0 on
     * @param limit
     *            1 to 1,000
     */
    Page page(QueryNode query, Row row, int offset, int limit);

    /** How many of the matching documents have each value of a facet, the most frequent values first. */
    List<FacetCount> count(QueryNode query, Row row, Facet facet, int most);

    /**
     * Post-dial delays in ms that a share of the matching documents does not exceed, null where none has a delay.
     *
     * @param shares
     *            0 to 1
     */
    List<@Nullable Long> postDialDelays(QueryNode query, Row row, List<Double> shares);

    /** The entries of a Call-ID, earliest first. */
    List<Hit> byCallId(Row row, String callId);

    /** A document by its id. */
    Optional<Hit> byId(String id);

    /** Documents that name an exact value in a field, earliest first. */
    List<Hit> byTerm(Row row, String field, String value);

    /** Log lines that match a query within a time range, in order of time. */
    List<Hit> logLines(QueryNode query, long fromNs, long toNs, int limit);

    @Override
    void close();

    /** A value and how many documents have it. */
    record FacetCount(String value, long count) {}

    /**
     * A page of results.
     *
     * @param total
     *            how many match
     * @param cursor
     *            asks for the next page; null when there is none
     * @param partial
     *            whether more may match: more log lines match than were read, a query with a narrower time reads the rest
     */
    record Page(List<Hit> hits, long total, @Nullable String cursor, boolean partial) {
        public Page {
            hits = List.copyOf(hits);
        }
    }

    /**
     * A document.
     *
     * @param sources
     *            chunks it was folded from
     * @param state
     *            what the fold keeps of it, JSON
     * @param display
     *            what is shown of it, JSON
     */
    record Hit(String id, long startNs, List<String> sources, String state, String display) {
        public Hit {
            sources = List.copyOf(sources);
        }
    }
}
