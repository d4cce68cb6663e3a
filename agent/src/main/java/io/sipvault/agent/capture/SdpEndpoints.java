package io.sipvault.agent.capture;

import io.sipvault.ingest.sdp.MediaDescription;
import io.sipvault.ingest.sdp.SessionDescription;
import io.sipvault.ingest.sip.BodyPart;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where a message says that media is received, RTCP too. */
final class SdpEndpoints {
    private SdpEndpoints() {}

    /** Empty when it has no SDP, or one that names none. */
    static List<Endpoint> of(SipMessage message) {
        BodyPart part = message.sdp();
        SessionDescription sdp = part == null
                ? null
                : SessionDescription.parse(part.buffer(), part.offset(), part.length());
        if (sdp == null) {
            return List.of();
        }
        List<Endpoint> found = new ArrayList<>();
        sdp.media().forEach(media -> add(media, found));
        return found;
    }

    private static void add(MediaDescription media, List<Endpoint> found) {
        add(media.connectionAddress(), media.port(), found);
        String rtcpAddress = media.rtcpAddress();
        add(rtcpAddress == null ? media.connectionAddress() : rtcpAddress, media.rtcpPort(), found);
    }

    private static void add(@Nullable String address, int port, List<Endpoint> found) {
        Endpoint endpoint = address == null || port == 0 ? null : Endpoint.parse(address, port);
        if (endpoint != null) {
            found.add(endpoint);
        }
    }
}
