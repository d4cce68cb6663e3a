/**
 * Objects as plain files below one directory: the embedded default. An object is written to {@code .staging}, forced to
 * disk and then linked to its key, so that it appears whole and never replaces another; the directories that changed are
 * forced too. Symbolic links below the root are nothing to this store: it neither reads nor lists nor writes through them.
 */
@NullMarked
package io.sipvault.ingest.store.local;

import org.jspecify.annotations.NullMarked;
