/**
 * Proves an archive: that every object, frame, manifest and signature is what was archived, that no chain has a gap, and
 * that every chunk was decoded. It reads everything and changes nothing.
 */
@NullMarked
package io.sipvault.ingest.verify;

import org.jspecify.annotations.NullMarked;
