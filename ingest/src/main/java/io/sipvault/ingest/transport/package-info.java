/**
 * UDP (RFC 768) and TCP (RFC 9293): endpoints, flows, and the reassembly of TCP directions by capture time.
 */
@NullMarked
package io.sipvault.ingest.transport;

import org.jspecify.annotations.NullMarked;
