package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sdp.Direction;
import io.sipvault.ingest.sdp.RtpMap;
import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a side said that it receives media, and what the payload types mean there. Descriptions of a re-INVITE that was
 * refused bind nothing.
 *
 * @param fromNs
 *            when it was said
 * @param vantage
 *            that saw it: private addresses mean something only near it
 * @param side
 *            that receives here
 * @param rtcp
 *            where it receives RTCP; equal to {@code endpoint} with rtcp-mux
 * @param protocol
 *            such as RTP/AVP, as written
 * @param direction
 *            as the receiver sees it
 * @param held
 *            it asked for silence: sendonly, inactive or the address 0.0.0.0
 * @param encrypted
 *            whether SRTP was offered by keys or fingerprint, or the profile demands it
 * @param iceUsed
 *            candidates were given (RFC 8839): media may well run between other addresses
 * @param payloadTypes
 *            by payload type, static ones included
 * @param telephoneEventTypes
 *            payload types of RFC 4733 events
 * @param ptimeMs
 *            null when not given
 * @param ssrcs
 *            that the description announced
 * @param sessionId
 *            user name and number of the o= line: equal on legs that pass a description on
 */
public record MediaBinding(long fromNs, int messageIndex, String vantage, Side side, SdpExchange exchange,
        String mediaType, String protocol, Endpoint endpoint, Endpoint rtcp, Direction direction, boolean held,
        boolean encrypted, boolean iceUsed, Map<Integer, RtpMap> payloadTypes, Set<Integer> telephoneEventTypes,
        @Nullable Double ptimeMs, List<Long> ssrcs, String sessionId) {
    /** Whether both say the same, so that the later one changes nothing. */
    boolean repeats(MediaBinding earlier) {
        return side == earlier.side && endpoint.equals(earlier.endpoint) && rtcp.equals(earlier.rtcp)
                && mediaType.equals(earlier.mediaType) && protocol.equals(earlier.protocol)
                && direction == earlier.direction && held == earlier.held
                && payloadTypes.equals(earlier.payloadTypes) && ssrcs.equals(earlier.ssrcs)
                && vantage.equals(earlier.vantage);
    }
}
