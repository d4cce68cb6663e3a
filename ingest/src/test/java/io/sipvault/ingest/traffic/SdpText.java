package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.util.SplittableRandom;

/** Session descriptions of G.711 with telephone-events. */
final class SdpText {
    private static final int CANDIDATES = 24;

    private SdpText() {}

    /** @param large whether it is to be larger than a packet, by ICE candidates */
    static String of(Endpoint media, SplittableRandom random, boolean large) {
        int session = random.nextInt(1 << 30);
        StringBuilder text = new StringBuilder(large ? 2600 : 320);
        text.append("v=0\r\no=- ").append(session).append(' ').append(session).append(" IN IP4 ")
                .append(media.address()).append("\r\ns=-\r\nc=IN IP4 ").append(media.address())
                .append("\r\nt=0 0\r\nm=audio ").append(media.port())
                .append(" RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n")
                .append("a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n");
        for (int i = 0; large && i < CANDIDATES; i++) {
            text.append("a=candidate:").append(1 + i).append(" 1 udp ").append(2_130_706_431 - 256 * i)
                    .append(" 198.51.100.").append(1 + i).append(' ').append(40_000 + 2 * i)
                    .append(" typ srflx raddr ").append(media.address()).append(" rport ").append(media.port())
                    .append("\r\n");
        }
        return text.toString();
    }
}
