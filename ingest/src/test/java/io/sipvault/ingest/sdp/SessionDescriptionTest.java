package io.sipvault.ingest.sdp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {
    private static final String SESSION = "v=0\no=alice 2890844526 42 IN IP4 198.51.100.1\ns=Call me\nc=IN IP4 198.51.100.2\nt=0 0\n";

    private static SessionDescription parse(String text) {
        byte[] bytes = ("?" + text + "m=hidden 1 x 0").getBytes(StandardCharsets.UTF_8);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return requireNonNull(SessionDescription.parse(bytes, 1, length));
    }

    private static MediaDescription media(String lines) {
        return parse(SESSION + lines).media().getFirst();
    }

    @Test
    void readsTheSession() {
        SessionDescription sdp = parse((SESSION + "a=group:BUNDLE 1\na=sendonly\n").replace("\n", "\r\n"));
        assertThat(sdp.originUsername()).isEqualTo("alice");
        assertThat(sdp.sessionId()).isEqualTo("2890844526");
        assertThat(sdp.sessionVersion()).isEqualTo("42");
        assertThat(sdp.originAddress()).isEqualTo("198.51.100.1");
        assertThat(sdp.sessionName()).isEqualTo("Call me");
        assertThat(sdp.connectionAddress()).isEqualTo("198.51.100.2");
        assertThat(sdp.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(sdp.attributes()).containsExactly("group:BUNDLE 1", "sendonly");
        assertThat(sdp.media()).isEmpty();
    }

    @Test
    void readsAMediaSection() {
        MediaDescription media = media("""
                m=audio 49170/2 RTP/SAVPF 111 0 9 101
                c=IN IP6 2001:db8::5
                b=AS:64
                a=rtpmap:111 opus/48000/2
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-16
                a=fmtp:111 minptime=10; useinbandfec=1
                a=rtcp:53020 IN IP4 203.0.113.9
                a=rtcp-mux
                a=ptime:20
                a=ice-ufrag:x
                a=fingerprint:sha-256 AB:CD
                a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x
                a=ssrc:4294967295 cname:a
                a=ssrc:4294967295 msid:b
                a=ssrc:7 cname:a
                a=label:1
                a=mid:audio
                a=recvonly
                """);
        assertThat(media.type()).isEqualTo("audio");
        assertThat(media.port()).isEqualTo(49170);
        assertThat(media.portCount()).isEqualTo(2);
        assertThat(media.protocol()).isEqualTo("RTP/SAVPF");
        assertThat(media.formats()).containsExactly("111", "0", "9", "101");
        assertThat(media.connectionAddress()).isEqualTo("2001:db8::5");
        assertThat(media.direction()).isEqualTo(Direction.RECVONLY);
        assertThat(media.rtpMaps()).isEqualTo(Map.of(111, new RtpMap("opus", 48_000, 2), 101,
                new RtpMap("telephone-event", 8000, 1), 0, new RtpMap("PCMU", 8000, 1), 9,
                new RtpMap("G722", 8000, 1)));
        assertThat(media.formatParameters()).containsEntry(101, "0-16").containsEntry(111,
                "minptime=10; useinbandfec=1");
        assertThat(media.rtcpPort()).isEqualTo(53020);
        assertThat(media.rtcpAddress()).isEqualTo("203.0.113.9");
        assertThat(media.rtcpMux()).isTrue();
        assertThat(media.ptimeMs()).isEqualTo(20);
        assertThat(media.iceUsed()).isTrue();
        assertThat(media.fingerprint()).isEqualTo("sha-256 AB:CD");
        assertThat(media.cryptoOffered()).isTrue();
        assertThat(media.ssrcs()).containsExactly(4_294_967_295L, 7L);
        assertThat(media.label()).isEqualTo("1");
        assertThat(media.mid()).isEqualTo("audio");
    }

    @Test
    void givesDefaultsWhereNothingIsSaid() {
        MediaDescription media = media("m=audio 30000 RTP/AVP 8 96\n");
        assertThat(media.connectionAddress()).isEqualTo("198.51.100.2");
        assertThat(media.direction()).isEqualTo(Direction.SENDRECV);
        assertThat(media.rtcpPort()).isEqualTo(30001);
        assertThat(media.rtcpAddress()).isNull();
        assertThat(media.rtpMaps()).containsOnlyKeys(8);
        assertThat(media.portCount()).isEqualTo(1);
        assertThat(media.ptimeMs()).isZero();
        assertThat(media.rtcpMux() || media.iceUsed() || media.cryptoOffered()).isFalse();
        assertThat(media.fingerprint()).isNull();
        assertThat(media.mid()).isNull();
    }

    @Test
    void inheritsFromTheSessionButNotFromTheMediaBefore() {
        SessionDescription sdp = parse(
                SESSION + "a=inactive\na=ice-ufrag:x\na=fingerprint:sha-1 00\nm=audio 1000 RTP/AVP 0\n"
                        + "c=IN IP4 203.0.113.1\na=sendrecv\na=fingerprint:sha-1 11\nm=video 2000 RTP/AVP 31\n");
        assertThat(sdp.media()).extracting(MediaDescription::direction).containsExactly(Direction.SENDRECV,
                Direction.INACTIVE);
        assertThat(sdp.media()).extracting(MediaDescription::connectionAddress).containsExactly("203.0.113.1",
                "198.51.100.2");
        assertThat(sdp.media()).extracting(MediaDescription::fingerprint).containsExactly("sha-1 11", "sha-1 00");
        assertThat(sdp.media()).allMatch(MediaDescription::iceUsed);
        assertThat(sdp.connectionAddress()).isEqualTo("198.51.100.2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"m=audio 0 RTP/AVP 0|0|0", "m=audio 65535 RTP/AVP 0|65535|0",
            "m=audio 70000 RTP/AVP 0|0|0", "m=audio -5 RTP/AVP 0|0|0", "m=audio x RTP/AVP 0|0|0", "m=audio|0|0",
            "m=|0|0",
            "m=image 5000 udptl t38|5000|5001", "m=audio   5000   RTP/AVP|5000|5001"})
    void readsPortsThatAreNone(String line, int port, int rtcpPort) {
        MediaDescription media = media(line + "\n");
        assertThat(media.port()).isEqualTo(port);
        assertThat(media.rtcpPort()).isEqualTo(rtcpPort);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"IN IP4 224.2.1.1/127/3|224.2.1.1", "IN IP6 ff15::101/3|ff15::101",
            "IN IP4 0.0.0.0|0.0.0.0", "IN IP4 host.example|host.example"})
    void readsConnectionAddresses(String line, String address) {
        assertThat(parse("v=0\nc=" + line).connectionAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IN", "IN IP4", "IN IP4 /127"})
    void findsNoAddressWhereThereIsNone(String line) {
        assertThat(parse("v=0\nc=" + line + "\nm=audio 5 RTP/AVP 0").media().getFirst().connectionAddress()).isNull();
    }

    @Test
    void ignoresBrokenAttributes() {
        MediaDescription media = media("""
                m=audio 30000 RTP/AVP 96 97 98
                a=rtpmap:
                a=rtpmap:x y/1
                a=rtpmap:200 a/8000
                a=rtpmap:96 L16/many/99999
                a=rtpmap:97 AMR
                a=fmtp:
                a=ptime:abc
                a=ptime:1.2.3
                a=ssrc:-1
                a=rtcp:
                a
                x
                =
                a=:
                """);
        assertThat(media.rtpMaps()).isEqualTo(Map.of(96, new RtpMap("L16", 0, 1), 97, new RtpMap("AMR", 0, 1)));
        assertThat(media.ptimeMs()).isZero();
        assertThat(media.ssrcs()).isEmpty();
        assertThat(media.formatParameters()).isEmpty();
        assertThat(media("m=audio 1 RTP/AVP 0\na=ptime:12.5\n").ptimeMs()).isEqualTo(12.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "INVITE sip:a@b SIP/2.0\r\nv=0\r\n", "a=b\r\nc=d\r\n", "<xml/>\r\nv=0\r\n",
            "\r\n\r\n"})
    void refusesWhatIsNoSessionDescription(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(SessionDescription.parse(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void readsWithoutTheLinesThatMustBeThere() {
        assertThat(parse("\r\nm=audio 1 RTP/AVP 0").media()).hasSize(1);
        assertThat(parse("v=0").sessionId()).isEmpty();
        assertThat(parse("o=a b\nv=0").sessionId()).isEqualTo("b");
    }

    @Test
    void boundsMediaFormatsAndAttributes() {
        SessionDescription sdp = parse(
                "v=0\n" + "a=x\n".repeat(1_000) + ("m=audio 1 RTP/AVP" + " 1".repeat(1_000) + "\n").repeat(100)
                        + "c=IN IP4 192.0.2.1\n");
        assertThat(sdp.attributes()).hasSize(256);
        assertThat(sdp.media()).hasSize(64);
        assertThat(sdp.media()).allMatch(media -> media.formats().size() == 128);
        assertThat(sdp.media().getLast().connectionAddress()).as("belongs to a section that was left out").isNull();
    }

    @Test
    void readsTruncationsAndMutationsWithoutThrowing() {
        byte[] bytes = (SESSION
                + "m=audio 49170/2 RTP/AVP 0 111\na=rtpmap:111 opus/48000/2\na=rtcp:1 IN IP4 h\na=ssrc:1 x:y\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            SessionDescription sdp = SessionDescription.parse(bytes, 0, length);
            assertThat(sdp == null).as("%d bytes", length).isEqualTo(length < 2);
        }
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutated = bytes.clone();
            for (int count = 0; count < 5; count++) {
                mutated[random.nextInt(bytes.length)] = (byte) "\n =:/m0\u00ff".charAt(random.nextInt(8));
            }
            SessionDescription sdp = SessionDescription.parse(mutated, 0, mutated.length);
            assertThat(sdp == null || sdp.media().size() <= bytes.length / 2).as("seed 5, text %d", i).isTrue();
        }
    }

    @Test
    void knowsTheStaticPayloadTypes() {
        assertThat(PayloadTypes.clockRateHz(9)).isEqualTo(8000);
        assertThat(PayloadTypes.clockRateHz(31)).isEqualTo(90_000);
        assertThat(PayloadTypes.staticType(10)).isEqualTo(new RtpMap("L16", 44_100, 2));
        assertThat(PayloadTypes.staticType(18)).isEqualTo(new RtpMap("G729", 8000, 1));
        assertThat(PayloadTypes.staticType(96)).isNull();
        assertThat(PayloadTypes.staticType(2)).isNull();
        assertThat(PayloadTypes.staticType(-1)).isNull();
        assertThat(PayloadTypes.staticType(500)).isNull();
    }
}
