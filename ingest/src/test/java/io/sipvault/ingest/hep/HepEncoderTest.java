package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HepEncoderTest {
    private static final Endpoint CALLER = Endpoint.ofV4(0x0a000001, 5062);
    private static final Endpoint PROXY = Endpoint.ofV4(0x0a000002, 5060);
    private static final Endpoint CALLER6 = new Endpoint(0x20010db8_00000000L, 0x11, 5062);
    private static final Endpoint PROXY6 = new Endpoint(0x20010db8_00000000L, 0x10, 5060);
    private static final long SEEN = 1_772_000_000_123_456_000L;
    private static final byte[] INVITE = "INVITE sip:b@example.com SIP/2.0\r\nCall-ID: c1\r\n\r\n".getBytes(UTF_8);

    private static byte[] encoded(HepPacket packet, HepKey key) {
        return Objects.requireNonNull(HepEncoder.encode(packet, key));
    }

    private static HepPacket decoded(byte[] bytes) {
        return (HepPacket) HepDecoder.decode(bytes, 0, bytes.length, SEEN + 1_000_000, false);
    }

    private static HepPacket observed(Endpoint source, Endpoint destination) {
        return HepPacket.observed(6, source, destination, SEEN, 0xffff_fff0L, "edge-1", INVITE, 0, INVITE.length);
    }

    private static byte[] payload(HepPacket packet) {
        return Arrays.copyOfRange(packet.payload(), packet.payloadOffset(),
                packet.payloadOffset() + packet.payloadLength());
    }

    private static void assertSame(HepPacket read, HepPacket written) {
        assertThat(read).usingRecursiveComparison().ignoringFields("payload", "payloadOffset", "key", "version")
                .isEqualTo(written);
        assertThat(payload(read)).isEqualTo(payload(written));
    }

    @Test
    void writesWhatTheDecoderReads() {
        HepPacket v4 = observed(CALLER, PROXY);
        HepPacket v6 = observed(CALLER6, PROXY6);

        assertSame(decoded(encoded(v4, HepKey.NONE)), v4);
        assertSame(decoded(encoded(v6, HepKey.NONE)), v6);
        assertThat(decoded(encoded(v4, HepKey.NONE)).key().isPresent()).isFalse();
    }

    @Test
    void keepsAllThatAnotherSenderSaidAndReplacesItsKey() {
        HepPacket received = decoded(HepBytes.of(17, CALLER, PROXY, SEEN).text(14, "theirs").text(17, "c-17")
                .text(19, "proxy").u16(18, 42).u8(11, HepProtocolType.RTCP_JSON).u32(12, 7).text(15, "{}").bytes());

        HepPacket again = decoded(encoded(received, HepKey.of("ours")));

        assertSame(again, received);
        assertThat(again.key().is("ours")).isTrue();
        assertThat(again.vlan()).isEqualTo(42);
    }

    @Test
    void turnsVersion2IntoVersion3() {
        HepPacket received = decoded(HepBytes.version2(17, CALLER, PROXY, SEEN, 2001, INVITE));

        HepPacket again = decoded(encoded(received, HepKey.NONE));

        assertSame(again, received);
        assertThat(received.version()).isEqualTo(2);
        assertThat(again.version()).isEqualTo(3);
        assertThat(again.timeFrom()).isEqualTo(TimeFrom.SENDER);
    }

    @Test
    void writesAnIpv4AddressBesideAnIpv6OneInItsMappedForm() {
        HepPacket again = decoded(encoded(observed(CALLER, PROXY6), HepKey.NONE));

        assertThat(again.source()).isEqualTo(CALLER);
        assertThat(again.destination()).isEqualTo(PROXY6);
    }

    @Test
    void fillsAPacketToItsLastByteAndRefusesOneByteMore() {
        int envelope = encoded(observed(CALLER, PROXY), HepKey.NONE).length - INVITE.length;
        byte[] most = new byte[0xffff - envelope];
        byte[] more = new byte[most.length + 1];

        assertThat(encoded(HepPacket.observed(6, CALLER, PROXY, SEEN, 1, "edge-1", most, 0, most.length),
                HepKey.NONE)).hasSize(0xffff);
        assertThat(HepEncoder.encode(HepPacket.observed(6, CALLER, PROXY, SEEN, 1, "edge-1", more, 0, more.length),
                HepKey.NONE)).isNull();
    }

    @Test
    void framesOnAStreamAsOnePacket() {
        int[] packets = {0};
        byte[] bytes = encoded(observed(CALLER, PROXY), HepKey.of("secret"));

        new HepFramer().add(bytes, 0, bytes.length, (b, offset, length) -> packets[0] += length);

        assertThat(packets[0]).isEqualTo(bytes.length);
    }
}
