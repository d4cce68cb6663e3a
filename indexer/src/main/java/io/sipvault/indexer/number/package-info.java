/**
 * Telephone numbers in one form, whatever form they were dialled, sent or typed in. {@link
 * io.sipvault.indexer.number.NumberNormalizer} finds the canonical form (E.164 without the plus sign) by libphonenumber
 * and by rules for what that refuses; {@link io.sipvault.indexer.number.NumberTerms} is what an archived number is
 * indexed under, {@link io.sipvault.indexer.number.NumberSearch} what a typed number looks for, and says what matches.
 */
@NullMarked
package io.sipvault.indexer.number;

import org.jspecify.annotations.NullMarked;
