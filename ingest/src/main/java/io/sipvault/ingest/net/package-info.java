/**
 * The reassembly of IPv4 (RFC 791 3.2) and IPv6 (RFC 8200 4.5) fragments by capture time, in a way that does not depend on
 * where a capture was cut into pieces.
 */
@NullMarked
package io.sipvault.ingest.net;

import org.jspecify.annotations.NullMarked;
