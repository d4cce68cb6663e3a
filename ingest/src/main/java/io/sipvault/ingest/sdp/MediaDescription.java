package io.sipvault.ingest.sdp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One m= section with what it inherits from the session, RFC 8866 5.14.
 *
 * @param type
 *            such as audio, video or image
 * @param port
 *            0 when the stream is refused, disabled or the port is none
 * @param portCount
 *            1 when not given
 * @param protocol
 *            such as RTP/AVP, RTP/SAVPF or udptl, as written
 * @param formats
 *            payload types in order of preference, or other words, at most 128
 * @param connectionAddress
 *            its own or the session's, without TTL and count
 * @param rtpMaps
 *            by payload type, with the static types that the m= line lists without an rtpmap
 * @param formatParameters
 *            of a=fmtp, by payload type
 * @param rtcpPort
 *            of a=rtcp (RFC 3605), otherwise port + 1, 0 when the port is 0
 * @param ptimeMs
 *            0 when absent
 * @param iceUsed
 *            whether candidates or a user fragment are given (RFC 8839)
 * @param fingerprint
 *            of a=fingerprint, its own or the session's: DTLS-SRTP is offered (RFC 8122)
 * @param cryptoOffered
 *            whether keys for SRTP are given in a=crypto (RFC 4568)
 * @param ssrcs
 *            of a=ssrc (RFC 5576), each once
 */
public record MediaDescription(String type, int port, int portCount, String protocol, List<String> formats,
        @Nullable String connectionAddress, Direction direction, Map<Integer, RtpMap> rtpMaps,
        Map<Integer, String> formatParameters, int rtcpPort, @Nullable String rtcpAddress, boolean rtcpMux,
        double ptimeMs, boolean iceUsed, @Nullable String fingerprint, boolean cryptoOffered, List<Long> ssrcs,
        @Nullable String label, @Nullable String mid) {}
