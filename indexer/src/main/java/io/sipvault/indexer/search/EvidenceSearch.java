package io.sipvault.indexer.search;

import io.sipvault.indexer.query.QueryNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of the archive's index, in our own terms: a query tree in, documents out. Lucene answers it here; another
 * engine may behind the same interface.
 */
public interface EvidenceSearch extends ListSearch, AutoCloseable {
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

    /** For one question of several parts: all that is asked of it shares one time limit. */
    SearchRound round();

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
     *            how many match; of very many, how many do at least
     * @param totalIsLowerBound
     *            whether more may match than the total says: more than {@link ListSearch#MOST_COUNTED} do and not all days
     *            were counted, or something was left out
     * @param cursor
     *            asks for the next page; null when there is none
     * @param partial
     *            whether something was left out, so that more may match; {@link SearchRound#shortfalls} says why
     */
    record Page(List<Hit> hits, long total, boolean totalIsLowerBound, @Nullable String cursor, boolean partial) {
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
