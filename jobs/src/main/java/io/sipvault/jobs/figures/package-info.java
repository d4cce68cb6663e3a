/**
 * What the metrics count since the beginning of an installation: packets, messages, dialogs and streams that were indexed for
 * the first time. Sums are kept in SQL, and change in the transaction that says that the chunks they come from are folded.
 */
@NullMarked
package io.sipvault.jobs.figures;

import org.jspecify.annotations.NullMarked;
