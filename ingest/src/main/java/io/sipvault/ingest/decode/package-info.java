/**
 * One pass over a chunk's bytes gives its fragment file. The same walk over the packets serves the reading back of
 * evidence, so what is indexed and what is shown are decoded by the same code.
 */
@NullMarked
package io.sipvault.ingest.decode;

import org.jspecify.annotations.NullMarked;
