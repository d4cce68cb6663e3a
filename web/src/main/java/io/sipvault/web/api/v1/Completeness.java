package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    /** Of all that a round was asked. */
    static Completeness of(SearchRound round) {
        boolean partial = !round.shortfalls().isEmpty();
        return new Completeness(partial, partial ? Shortfall.sentence(round.shortfalls()) : null, partial);
    }
}
