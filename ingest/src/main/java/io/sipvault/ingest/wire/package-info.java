/**
 * How every decoder reads bytes: big and little endian integers from byte arrays whose bounds were checked before, and
 * errors as values. Nothing in here allocates for a length it was only told.
 */
@NullMarked
package io.sipvault.ingest.wire;

import org.jspecify.annotations.NullMarked;
