/**
 * IPv4 (RFC 791) and IPv6 (RFC 8200): headers, extension headers and the reassembly of fragments by capture time.
 */
@NullMarked
package io.sipvault.ingest.net;

import org.jspecify.annotations.NullMarked;
