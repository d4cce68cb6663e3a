/**
 * What RTCP says of a stream (RFC 3550 6, RFC 3611): the latest reports in their own units, and the round trip that the
 * times of reports give at the point of capture. A plain function of the packets, whatever chunks they came in.
 */
@NullMarked
package io.sipvault.indexer.rtcp;

import org.jspecify.annotations.NullMarked;
