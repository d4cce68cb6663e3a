package io.sipvault.indexer.number;

import java.util.Set;

/**
 * What a typed number looks for: an archived number matches when any of the three does.
 *
 * @param exact
 *            equal to one of {@link NumberTerms#exact()}
 * @param openEndings
 *            {@link NumberTerms#open()} ends with one of them
 * @param endings
 *            one of {@link NumberTerms#exact()} ends with one of them
 */
public record NumberSearch(Set<String> exact, Set<String> openEndings, Set<String> endings) {
    /** The definition of a match, for what is not in an index. */
    public boolean matches(NumberTerms archived) {
        String open = archived.open();
        return archived.exact().stream().anyMatch(exact::contains)
                || (open != null && openEndings.stream().anyMatch(open::endsWith))
                || archived.exact().stream().anyMatch(term -> endings.stream().anyMatch(term::endsWith));
    }

    /** Whether nothing can match: what was typed is no number. */
    public boolean isEmpty() {
        return exact.isEmpty();
    }
}
