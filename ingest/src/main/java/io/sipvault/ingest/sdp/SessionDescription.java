package io.sipvault.ingest.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session description, RFC 8866 5. Texts are empty where a line is missing.
 *
 * @param sessionId
 *            of the o= line, as written: it is meant to be a number, and often is none
 * @param connectionAddress
 *            of the session's c= line, without TTL and count
 * @param direction
 *            of the session, which media sections inherit
 * @param media
 *            at most 64
 * @param attributes
 *            the session's a= lines without "a=", at most 256
 */
public record SessionDescription(String originUsername, String sessionId, String sessionVersion, String originAddress,
        String sessionName, @Nullable String connectionAddress, Direction direction, List<MediaDescription> media,
        List<String> attributes) {
    /** Reads what is there, whatever is missing; null when it is no session description. Never throws. */
    public static @Nullable SessionDescription parse(byte[] b, int offset, int length) {
        return SdpParser.parse(b, offset, length);
    }
}
