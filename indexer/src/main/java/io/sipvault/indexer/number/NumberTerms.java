package io.sipvault.indexer.number;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an archived number is indexed under. All terms are digits only.
 *
 * @param exact
 *            canonical form, digits as dialled, digits behind a separated prefix: each once; empty when it is no number.
 *            Reversed as well, for endings
 * @param open
 *            digits whose country is unknown, long enough to end with a whole national number; null for most numbers. To
 *            be indexed reversed, apart from the others
 */
public record NumberTerms(List<String> exact, @Nullable String open) {}
