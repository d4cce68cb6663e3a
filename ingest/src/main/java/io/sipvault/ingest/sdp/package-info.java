/**
 * Session descriptions (RFC 8866) as offer and answer use them (RFC 3264): where media is expected, in which encoding
 * and direction, and how it is protected. Missing, broken and surplus lines are passed over, within fixed bounds.
 * Static payload types come from RFC 3551.
 */
@NullMarked
package io.sipvault.ingest.sdp;

import org.jspecify.annotations.NullMarked;
