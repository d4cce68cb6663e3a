package io.sipvault.ingest.sip;

import java.nio.charset.StandardCharsets;

/** Messages that tests start from. */
final class Messages {
    static final String SDP = """
            v=0
            o=alice 2890844526 2890844527 IN IP4 198.51.100.7
            s=-
            c=IN IP4 198.51.100.7
            t=0 0
            m=audio 30000 RTP/AVP 8 101
            a=rtpmap:101 telephone-event/8000
            """.replace("\n", "\r\n");

    private Messages() {}

    /** An INVITE of RFC 3261's kind with these lines instead of, or beside, its own. */
    static String invite(String... extraLines) {
        StringBuilder text = new StringBuilder("INVITE sip:bob@biloxi.example SIP/2.0\r\n");
        text.append("Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKnashds8\r\n");
        text.append("From: \"Alice\" <sip:alice@atlanta.example>;tag=1928301774\r\n");
        text.append("To: Bob <sip:bob@biloxi.example>\r\n");
        text.append("Call-ID: a84b4c76e66710@atlanta.example\r\n");
        text.append("CSeq: 314159 INVITE\r\n");
        text.append("Max-Forwards: 70\r\n");
        for (String line : extraLines) {
            text.append(line).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    static String inviteWithSdp() {
        return invite("Contact: <sip:alice@198.51.100.7>", "Content-Type: application/sdp",
                "Content-Length: " + SDP.length()) + SDP;
    }

    /** Each line with CRLF. */
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SipMessage parse(String text) {
        byte[] bytes = bytes(text);
        return SipMessage.parse(bytes, 0, bytes.length);
    }

    /** The message between other bytes that must not be read. */
    static SipMessage parseAtOffset(String text) {
        byte[] bytes = bytes("\r\nVia: before\r\n" + text + "Content-Length: 7\r\n\r\nafter");
        return SipMessage.parse(bytes, 15, text.getBytes(StandardCharsets.UTF_8).length);
    }
}
