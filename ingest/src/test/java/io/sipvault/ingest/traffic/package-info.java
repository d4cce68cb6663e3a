/**
 * Makes captures of a voice network out of a seed: the same profile gives the same bytes. What was written is counted in
 * a {@link io.sipvault.ingest.traffic.TrafficLedger}, which tests hold against what was decoded. Packets come in time
 * order over all calls, since calls are events on one timeline; nothing is kept of a call that is over.
 */
@NullMarked
package io.sipvault.ingest.traffic;

import org.jspecify.annotations.NullMarked;
