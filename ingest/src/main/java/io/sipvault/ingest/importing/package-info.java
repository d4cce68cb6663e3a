/**
 * Files that somebody brings: captures and logs are cut into slices at record boundaries, each slice becomes a chunk, and
 * the decompressed file can be given back byte for byte. Damaged bytes are slices too.
 */
@NullMarked
package io.sipvault.ingest.importing;

import org.jspecify.annotations.NullMarked;
