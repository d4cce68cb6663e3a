package io.sipvault.ingest.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipStartLineTest {
    private static boolean matches(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return SipStartLine.matches(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE sip:bob@example.com SIP/2.0\r\n", "INVITE sip:bob@example.com SIP/2.0\n",
            "OPTIONS tel:+15555550100 SIP/2.0\r\n", "ACK sips:[2001:db8::1]:5061 sip/2.0\r\n",
            "!odd-Method_*+`.%'~ sip:a@b SIP/2.0\r\n", "IN%56ITE sip:a@b SIP/2.0\r\n",
            "REGISTER unknown:anything SIP/2.0\r\n", "SUBSCRIBE 1234@host SIP/2.0\r\n",
            "SIP/2.0 200 OK\r\n", "sip/2.0 180 Ringing\r\n", "SIP/2.0 100 \r\n", "SIP/2.0 100\r\n",
            "SIP/2.0 200 \u0434\u0430\r\n"})
    void matchesWhatTheGrammarAllowsAndPhonesSend(String line) {
        assertThat(matches(line + "Via: x\r\n")).isTrue();
        assertThat(matches(line.strip())).as("line that ends with the datagram").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE  sip:a@b  SIP/2.0\r\n", "INVITE sip:a@b; lr SIP/2.0\r\n",
            "OPTIONS sip:a@b SIP/2.0  \r\n", "OPTIONS sip:a@b SIP/7.0\r\n", "INVITE <sip:a@b> SIP/2.0\r\n",
            "SIP/2.0 4294967301 too large\r\n"})
    void matchesMalformedLinesThatMustBeAnswered(String line) {
        assertThat(matches(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "HTTP/1.1 200 OK\r\n", "NOTIFY * HTTP/1.1\r\n",
            "M-SEARCH * HTTP/1.1\r\n", "OPTIONS rtsp://example.com/a RTSP/1.0\r\n", "RTSP/1.0 200 OK\r\n",
            "Via: SIP/2.0/UDP 192.0.2.1\r\n", "SIP/2.0/UDP 192.0.2.1\r\n", "please use sip:bob@example.com SIP/2.0\r\n",
            "we speak SIP/2.0\r\n", "See sip:bob@example.com about SIP/2.0\r\n", "SIP/2.0 is the version\r\n",
            "INVITE sip:bob@example.com", "INVITE SIP/2.0\r\n", "INVITE INVITE sip:a@b SIP/2.0\r\n",
            "INVITE sip:a@b\r\nSIP/2.0\r\n",
            " INVITE sip:a@b SIP/2.0\r\n",
            "<30>Jan 1 00:00:00 proxy INVITE sip:a@b SIP/2.0\r\n", "jaK\0", "", "\r\n", "INVITE", "SIP/2.0",
            "SIP/2.0 99 Two digits\r\n", "INVITE sip:a\0@b SIP/2.0\r\n"})
    void leavesOtherProtocolsAndTextAlone(String text) {
        assertThat(matches(text)).isFalse();
    }

    @Test
    void readsNothingOutsideItsRange() {
        byte[] bytes = Messages.bytes("xxINVITE sip:a@b SIP/2.0\r\nyy");
        assertThat(SipStartLine.matches(bytes, 2, bytes.length - 4)).isTrue();
        assertThat(SipStartLine.matches(bytes, 2, 19)).as("version is cut").isFalse();
        for (int length = 0; length < 21; length++) {
            assertThat(SipStartLine.matches(bytes, 2, length)).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void skipsBlankLinesButNoLoneCarriageReturn() {
        byte[] bytes = Messages.bytes("x\r\n\n\r\n\rSIP");
        assertThat(SipStartLine.skipBlankLines(bytes, 1, bytes.length - 1)).isEqualTo(6);
        assertThat(SipStartLine.skipBlankLines(bytes, 1, 2)).isEqualTo(3);
        assertThat(SipStartLine.skipBlankLines(bytes, 1, 1)).isEqualTo(1);
    }

    @Test
    void neverMatchesRtpNorRandomBytes() {
        Random random = new Random(42);
        byte[] bytes = new byte[200];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(bytes);
            bytes[0] = (byte) (i % 2 == 0 ? 0x80 : bytes[0]);
            assertThat(SipStartLine.matches(bytes, 0, bytes.length)).as("seed 42, payload %d", i).isFalse();
        }
    }

    @Test
    void refusesALineWithoutEndAfterItsBound() {
        byte[] bytes = Messages.bytes("INVITE sip:" + "a".repeat(20_000) + " SIP/2.0\r\n");
        assertThat(SipStartLine.matches(bytes, 0, bytes.length)).isFalse();
    }
}
