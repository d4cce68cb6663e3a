/**
 * Failures that a person or a program must act on. Bytes from captures never throw: decoders return what they read and
 * a {@link io.sipvault.ingest.wire.DecodeError}.
 */
@NullMarked
package io.sipvault.ingest.error;

import org.jspecify.annotations.NullMarked;
