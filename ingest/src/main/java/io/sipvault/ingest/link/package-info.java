/**
 * From a captured frame to the payload of its transport: link layers (Ethernet, VLAN tags, Linux cooked captures, loopback,
 * raw IP), IPv4 (RFC 791), IPv6 (RFC 8200), UDP (RFC 768), TCP (RFC 9293) and SCTP (RFC 9260) headers. Each layer is one
 * class entered in {@link io.sipvault.ingest.link.NumberSpace}; whatever cannot be read is returned as a reason to be
 * counted.
 */
@NullMarked
package io.sipvault.ingest.link;

import org.jspecify.annotations.NullMarked;
