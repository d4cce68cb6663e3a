/**
 * RTP packets (RFC 3550) and packet traces: the columns that quality is computed from.
 */
@NullMarked
package io.sipvault.ingest.rtp;

import org.jspecify.annotations.NullMarked;
