package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.search.Shortfall;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer could look everywhere, among the members of the answer.
 *
 * @param partial
 *            whether something was left out, so that entries may be missing
 * @param partialReason
 *            what was left out and what helps; absent when nothing was
 * @param totalIsLowerBound
 *            whether there may be more than the total says
 */
record Completeness(boolean partial, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String partialReason,
        boolean totalIsLowerBound) {
    /** Of all that a round was asked, which counted all that it found. */
    static Completeness of(SearchRound round) {
        return of(round, false);
    }

    /** Of all that a round was asked, with the total of a page. */
    static Completeness of(SearchRound round, Page page) {
        return of(round, page.totalIsLowerBound());
    }

    private static Completeness of(SearchRound round, boolean totalIsLowerBound) {
        boolean partial = !round.shortfalls().isEmpty();
        return new Completeness(partial, partial ? Shortfall.sentence(round.shortfalls()) : null,
                totalIsLowerBound || partial);
    }
}
