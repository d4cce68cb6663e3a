/**
 * SIP messages (RFC 3261): start lines, headers with all their forms, and framing on streams.
 */
@NullMarked
package io.sipvault.ingest.sip;

import org.jspecify.annotations.NullMarked;
