/**
 * Link layers and what wraps a packet before IP: Ethernet (IEEE 802.3) with VLAN tags (802.1Q, 802.1ad), Linux cooked captures, loopback and raw IP.
 */
@NullMarked
package io.sipvault.ingest.link;

import org.jspecify.annotations.NullMarked;
