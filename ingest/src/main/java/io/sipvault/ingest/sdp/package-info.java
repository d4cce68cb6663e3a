/**
 * Session descriptions (RFC 8866) as offer and answer use them (RFC 3264).
 */
@NullMarked
package io.sipvault.ingest.sdp;

import org.jspecify.annotations.NullMarked;
