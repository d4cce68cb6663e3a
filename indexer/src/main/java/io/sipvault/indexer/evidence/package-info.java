/**
 * Reading back: a dialog with its messages as they were folded, and the original packets of a call, fetched from the archive by
 * byte range and decoded by the same code that indexed them.
 */
@NullMarked
package io.sipvault.indexer.evidence;

import org.jspecify.annotations.NullMarked;
