package io.sipvault.agent.capture;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of SDP that announce media in bytes that may begin or end anywhere: a TCP segment, a fragment of a datagram.
 * What such a piece does not hold, such as the address, is not known then. Messages that are whole are parsed properly
 * instead.
 */
final class SdpLines {
    private static final int LONGEST_ADDRESS = 45;
    private static final int MOST_DIGITS = 5;

    private SdpLines() {}

    /** Takes what is found. */
    @FunctionalInterface
    interface Finding {
        /** @param address as it is written; null when the piece does not hold it */
        void media(@Nullable String address, int port);
    }

    static void find(byte[] bytes, int from, int to, Finding finding) {
        String address = null;
        int port = 0;
        for (int at = lineAfter(bytes, from, to); at < to; at = lineAfter(bytes, at, to)) {
            if (begins(bytes, at, to, "c=IN IP")) {
                address = word(bytes, at + "c=IN IP4 ".length(), to);
            } else if (begins(bytes, at, to, "m=")) {
                // an address that belongs to one media line follows it
                if (port > 0) {
                    finding.media(address, port);
                }
                port = port(bytes, at, to);
            }
        }
        if (port > 0) {
            finding.media(address, port);
        }
    }

    /** Where the next line begins; {@code to} when none does. */
    private static int lineAfter(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return to;
    }

    private static boolean begins(byte[] bytes, int at, int to, String with) {
        if (to - at < with.length()) {
            return false;
        }
        for (int i = 0; i < with.length(); i++) {
            if (bytes[at + i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String word(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && end - from <= LONGEST_ADDRESS && bytes[end] > ' ' && bytes[end] != '/') {
            end++;
        }
        boolean whole = end > from && end < to && end - from <= LONGEST_ADDRESS;
        return whole ? new String(bytes, from, end - from, StandardCharsets.US_ASCII) : null;
    }

    /** The port of a media line, 0 when it has none or it is cut. */
    private static int port(byte[] bytes, int line, int to) {
        int at = line;
        while (at < to && bytes[at] > ' ') {
            at++;
        }
        int port = 0;
        int digits = 0;
        for (at++; at < to && digits <= MOST_DIGITS && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            port = port * 10 + bytes[at] - '0';
            digits++;
        }
        boolean whole = at < to && digits > 0 && digits <= MOST_DIGITS && port <= 0xffff;
        return whole ? port : 0;
    }
}
