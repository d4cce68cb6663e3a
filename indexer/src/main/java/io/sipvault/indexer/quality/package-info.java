/**
 * What a packet trace says about an RTP stream: loss (RFC 3550 A.3), interarrival jitter (A.8), discards of simulated
 * jitter buffers, an ITU-T G.107 score with its inputs, a series over time and the telephone-events (RFC 4733). All of it
 * is a pure function of the joined trace, the SDP known of it and a few options, on the capture's clock.
 * {@link io.sipvault.indexer.quality.StreamAnalysis} is the way in; {@link io.sipvault.indexer.quality.Probation} decides
 * whether a trace without SDP is RTP at all.
 */
@NullMarked
package io.sipvault.indexer.quality;

import org.jspecify.annotations.NullMarked;
