/**
 * ICMP errors (RFC 792, RFC 4443) and the datagram that each quotes: who could not deliver which packet, and why. What is
 * quoted is evidence, never a message of its own.
 */
@NullMarked
package io.sipvault.ingest.icmp;

import org.jspecify.annotations.NullMarked;
