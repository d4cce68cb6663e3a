/**
 * SIP messages (RFC 3261): start lines at any port, headers in all their forms, addresses, bodies with several parts
 * (RFC 2046), and framing on streams. A message is a view that finds its lines once and makes text on demand. Whatever
 * the bytes are, something is read and nothing is thrown; what is malformed is named as RFC 4475 classifies it.
 */
@NullMarked
package io.sipvault.ingest.sip;

import org.jspecify.annotations.NullMarked;
