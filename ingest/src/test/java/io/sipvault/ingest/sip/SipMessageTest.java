package io.sipvault.ingest.sip;

import static io.sipvault.ingest.sip.Messages.invite;
import static io.sipvault.ingest.sip.Messages.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SipMessageTest {
    @Test
    void readsARequest() {
        SipMessage message = parse(Messages.inviteWithSdp());
        assertThat(message.isRequest()).isTrue();
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.requestUri()).isEqualTo("sip:bob@biloxi.example");
        assertThat(message.statusCode()).isZero();
        assertThat(message.reasonPhrase()).isEmpty();
        assertThat(message.callId()).isEqualTo("a84b4c76e66710@atlanta.example");
        assertThat(message.cseqNumber()).isEqualTo(314159);
        assertThat(message.cseqMethod()).isEqualTo("INVITE");
        assertThat(message.from()).isNotNull().extracting(NameAddress::tag).isEqualTo("1928301774");
        assertThat(message.to()).isNotNull().extracting(NameAddress::displayName).isEqualTo("Bob");
        assertThat(message.topVia()).isNotNull().extracting(Via::branch).isEqualTo("z9hG4bKnashds8");
        assertThat(message.contacts()).singleElement().extracting(c -> c.uri().host()).isEqualTo("198.51.100.7");
        assertThat(message.contentType()).isEqualTo("application/sdp");
        assertThat(message.declaredContentLength()).isEqualTo(Messages.SDP.length());
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void tellsWhetherTwoMessagesShareAllHeadersOfAName() {
        SipMessage message = parse("INVITE sip:b@c SIP/2.0\r\nRoute: <sip:x>\r\nRoute: <sip:y>\r\nX-A: 1\r\n\r\n");
        SipMessage compact = parse("BYE sip:b@c SIP/2.0\r\nx-a:1\r\nRoute: <sip:x>\r\nRoute:  <sip:y> \r\n\r\n");
        SipMessage shorter = parse("BYE sip:b@c SIP/2.0\r\nRoute: <sip:x>\r\n\r\n");
        assertThat(message.sharesHeaders(compact, "Route")).isTrue();
        assertThat(message.sharesHeaders(compact, "X-A")).isTrue();
        assertThat(message.sharesHeaders(shorter, "Route")).isFalse();
        assertThat(shorter.sharesHeaders(message, "Route")).isFalse();
        assertThat(message.sharesHeaders(shorter, "Contact")).isTrue();
        assertThat(parse("BYE sip:b@c SIP/2.0\r\nX-A:  \r\n\r\n").sharesHeaders(message, "X-A")).isFalse();
        assertThat(message.hasHeader("ROUTE")).isTrue();
        assertThat(message.hasHeader("Contact")).isFalse();
    }

    @Test
    void readsAResponse() {
        SipMessage message = parse("SIP/2.0 180 Ringing now\r\nCSeq: 7 INVITE\r\nTo: <sip:b@c>;tag=8\r\n\r\n");
        assertThat(message.isRequest()).isFalse();
        assertThat(message.statusCode()).isEqualTo(180);
        assertThat(message.reasonPhrase()).isEqualTo("Ringing now");
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.requestUri()).isEmpty();
        assertThat(message.toTag()).isEqualTo("8");
    }

    @Test
    void readsAtAnOffsetAndNothingBeyondItsLength() {
        SipMessage message = Messages.parseAtOffset(invite());
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.vias()).hasSize(1);
        assertThat(message.declaredContentLength()).isEqualTo(-1);
        assertThat(message.bodyLength()).isZero();
        assertThat(message.offset()).isEqualTo(15);
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void givesCallIdAsARangeOfBytes() {
        byte[] bytes = Messages.bytes(invite());
        SipMessage message = SipMessage.parse(bytes, 0, bytes.length);
        assertThat(new String(bytes, message.callIdOffset(), message.callIdLength(), StandardCharsets.UTF_8))
                .isEqualTo(message.callId());
        assertThat(parse("SIP/2.0 200 OK\r\n\r\n").callIdLength()).isZero();
    }

    @Test
    void readsCompactFormsInAnyCase() {
        SipMessage message = parse(Messages.lines("MESSAGE sip:b@c SIP/2.0", "v: SIP/2.0/TCP h;branch=z9hG4bK1",
                "F: <sip:a@b>;tag=1", "t: <sip:b@c>", "I: abc", "CSEQ: 1 MESSAGE", "m: <sip:a@b>", "c: text/plain",
                "s: hi", "k: 100rel", "r: <sip:d@e>", "o: presence", "u: dialog", "x: 90", "b: <sip:f@g>", "y: sig",
                "l: 2", "") + "hi there");
        assertThat(message.callId()).isEqualTo("abc");
        assertThat(message.header("subject")).isEqualTo("hi");
        assertThat(message.header("s")).isEqualTo("hi");
        assertThat(message.values("Supported")).containsExactly("100rel");
        assertThat(message.header("Refer-To")).isEqualTo("<sip:d@e>");
        assertThat(message.header("Event")).isEqualTo("presence");
        assertThat(message.header("Allow-Events")).isEqualTo("dialog");
        assertThat(message.header("Session-Expires")).isEqualTo("90");
        assertThat(message.header("Referred-By")).isEqualTo("<sip:f@g>");
        assertThat(message.header("Identity")).isEqualTo("sig");
        assertThat(message.body()).isEqualTo(Messages.bytes("hi"));
        assertThat(message.allHeaders().getFirst().canonicalName()).isEqualTo("Via");
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void joinsFoldedLinesAndAllowsSpaceBeforeColons() {
        SipMessage message = parse(Messages.lines("OPTIONS sip:b@c SIP/2.0", "VIA  : SIP / 2.0", " /UDP",
                "\thost.example ;  branch =", "  z9hG4bKq", "From\t:\"A \\\"B\\\"\"   <sip:a@b>", " ;", "  tag = 7",
                "To:", " <sip:b@c>", "Call-ID:x", "CSeq: 0009", "  OPTIONS", "Subject: one", "  two  three", ""));
        assertThat(message.header("Subject")).isEqualTo("one two  three");
        assertThat(message.cseqNumber()).isEqualTo(9);
        assertThat(message.cseqMethod()).isEqualTo("OPTIONS");
        assertThat(message.fromTag()).isEqualTo("7");
        assertThat(message.from()).isNotNull().extracting(NameAddress::displayName).isEqualTo("A \"B\"");
        assertThat(message.topBranch()).isEqualTo("z9hG4bKq");
        assertThat(message.topVia()).isEqualTo(Via.parse("SIP/2.0/UDP host.example;branch=z9hG4bKq"));
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void readsBareLineFeeds() {
        SipMessage message = parse(
                Messages.inviteWithSdp().replace("\r\n", "\n").replace("Content-Length", "X-Length"));
        assertThat(message.callId()).isEqualTo("a84b4c76e66710@atlanta.example");
        assertThat(message.bodyLength()).isEqualTo(Messages.SDP.replace("\r\n", "\n").length());
        assertThat(message.sdp()).isNotNull();
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void splitsListsOutsideQuotesAndBrackets() {
        SipMessage message = parse(invite("Route: <sip:a,b@c;lr>, \"Smith, J\" <sip:d@e>", "Route: <sip:f@g>",
                "Diversion: <sip:1@x>;reason=no-answer,<sip:2@x>", "Warning: 307 h \"a, b\", 399 h \"c\"",
                "Allow: INVITE,ACK ,, BYE", "User-Agent: One, Two"));
        assertThat(message.values("Route")).containsExactly("<sip:a,b@c;lr>", "\"Smith, J\" <sip:d@e>", "<sip:f@g>");
        assertThat(message.addresses("Diversion")).extracting(a -> a.uri().user()).containsExactly("1", "2");
        assertThat(message.values("Warning")).containsExactly("307 h \"a, b\"", "399 h \"c\"");
        assertThat(message.values("allow")).containsExactly("INVITE", "ACK", "BYE");
        assertThat(message.values("User-Agent")).containsExactly("One, Two");
    }

    @Test
    void keepsTheOrderOfViasAcrossLinesAndCommas() {
        SipMessage message = parse(Messages.lines("SIP/2.0 200 OK",
                "Via: SIP/2.0/UDP a;branch=1, SIP/2.0/TCP b;branch=2", "v: SIP/2.0/TLS c;branch=3", ""));
        assertThat(message.vias()).extracting(Via::transport).containsExactly("UDP", "TCP", "TLS");
        assertThat(message.topBranch()).isEqualTo("1");
        assertThat(message.topVia()).isNotNull().extracting(Via::host).isEqualTo("a");
    }

    @Test
    void findsUnknownHeadersByName() {
        SipMessage message = parse(invite("X-Call-ID: one", "x-call-id: two", "X-Other: three"));
        assertThat(message.header("X-CALL-ID")).isEqualTo("one");
        assertThat(message.headers("X-Call-ID")).containsExactly("one", "two");
        assertThat(message.header("X-Missing")).isNull();
        assertThat(message.headers("X-Missing")).isEmpty();
        assertThat(message.header("C%6Fntact")).isNull();
    }

    @Test
    void findsTagsOnlyWhereTheyAreHeaderParameters() {
        SipMessage message = parse(Messages.lines("INVITE sip:b@c SIP/2.0",
                "From: \"x;tag=no\" <sip:a@b;tag=no>;x=1; TAG=yes;y", "To: <sip:a@b;tag=no>", ""));
        assertThat(message.fromTag()).isEqualTo("yes");
        assertThat(message.hasFromTag()).isTrue();
        assertThat(message.hasToTag()).isFalse();
        assertThat(message.toTag()).isEmpty();
        assertThat(message.from()).isNotNull().extracting(NameAddress::tag).isEqualTo("yes");
    }

    @Test
    void readsBytesThatAreNoUtf8AsLatin1() {
        byte[] bytes = invite("Subject: Gr?n").getBytes(StandardCharsets.ISO_8859_1);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xfc;
        assertThat(SipMessage.parse(bytes, 0, bytes.length).header("Subject")).isEqualTo("Gr\u00fcn");
        assertThat(parse(invite("Subject: Gr\u00fcn")).header("Subject")).isEqualTo("Gr\u00fcn");
    }

    @Test
    void ignoresWhatFollowsTheBodyOfADatagram() {
        String first = invite("Content-Length: 0");
        SipMessage message = parse(first + first);
        assertThat(message.length()).isEqualTo(first.length());
        assertThat(message.bodyParts()).isEmpty();
        assertThat(message.headers("Call-ID")).hasSize(1);
    }

    @Test
    void boundsTheNumberOfHeaders() {
        SipMessage message = parse(invite("X: 1\r\n".repeat(3_000) + "Y: 2", "Content-Length: 0"));
        assertThat(message.allHeaders()).hasSize(1_000);
        assertThat(message.defects()).contains("more than 1000 header lines");
    }

    @Test
    void readsEveryTruncationWithoutThrowing() {
        byte[] bytes = Messages.bytes(Messages.inviteWithSdp());
        for (int length = 0; length <= bytes.length; length++) {
            SipMessage message = SipMessage.parse(bytes, 0, length);
            assertThat(message.isMalformed()).as("%d bytes", length).isEqualTo(length != bytes.length);
            assertThat(message.bodyOffset() + message.bodyLength()).isLessThanOrEqualTo(length);
        }
    }
}
