package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HepDecoderTest {
    private static final Endpoint CALLER = Endpoint.ofV4(0x0a000001, 5062);
    private static final Endpoint PROXY = Endpoint.ofV4(0x0a000002, 5060);
    private static final Endpoint CALLER6 = new Endpoint(0x20010db8_00000000L, 0x11, 5062);
    private static final Endpoint PROXY6 = new Endpoint(0x20010db8_00000000L, 0x10, 5060);
    private static final long SECOND = 1_000_000_000L;
    private static final long SEEN = 1_772_000_000L * SECOND + 123_456_000L;
    private static final long CARRIED = SEEN + 2_000_000L;
    private static final long DAY = 24 * 3600 * SECOND;
    private static final String INVITE = """
            INVITE sip:bob@example.com SIP/2.0\r
            Call-ID: c1\r
            \r
            """;

    private static HepBytes hep() {
        return HepBytes.of(17, CALLER, PROXY, SEEN);
    }

    private static HepResult decode(byte[] bytes) {
        return decode(bytes, false);
    }

    /** Somewhere in a buffer. */
    private static HepResult decode(byte[] bytes, boolean cut) {
        byte[] buffer = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, buffer, 5, bytes.length);
        return HepDecoder.decode(buffer, 5, bytes.length, CARRIED, cut);
    }

    private static HepPacket packet(byte[] bytes) {
        return (HepPacket) decode(bytes);
    }

    private static String payload(HepPacket packet) {
        return new String(packet.payload(), packet.payloadOffset(), packet.payloadLength(), UTF_8);
    }

    private static byte[] compressed(byte[] content, boolean gzip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream to = gzip ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            to.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    // -- version 3 -----------------------------------------------------------------------------------------------------

    @Test
    void readsEveryChunkOfVersion3() {
        HepPacket packet = packet(hep().u8(11, 1).u32(12, 0xfedcba98L).text(14, "secret").text(17, "leg-of-c1")
                .u16(18, 110).text(19, "kamailio-1").text(15, INVITE).bytes());
        assertThat(packet.version()).isEqualTo(3);
        assertThat(packet.flow()).hasToString("UDP 10.0.0.1:5062 > 10.0.0.2:5060");
        assertThat(packet.timeNs()).isEqualTo(SEEN);
        assertThat(packet.timeFrom()).isEqualTo(TimeFrom.SENDER);
        assertThat(packet.protocolType()).isEqualTo(HepProtocolType.SIP);
        assertThat(packet.agentId()).isEqualTo(0xfedcba98L);
        assertThat(packet.correlationId()).isEqualTo("leg-of-c1");
        assertThat(packet.vlan()).isEqualTo(110);
        assertThat(packet.nodeName()).isEqualTo("kamailio-1");
        assertThat(packet.carriesSip()).isTrue();
        assertThat(payload(packet)).isEqualTo(INVITE);
    }

    @Test
    void comparesTheKeyAndNeverPrintsIt() {
        HepPacket packet = packet(hep().text(14, "secret").text(15, INVITE).bytes());
        assertThat(packet.key().is("secret")).isTrue();
        assertThat(packet.key().is("Secret")).isFalse();
        assertThat(packet + " " + packet.key()).doesNotContain("secret");
        assertThat(packet(hep().text(15, INVITE).bytes()).key().isPresent()).isFalse();
    }

    @Test
    void readsVersion6Addresses() {
        HepPacket packet = packet(HepBytes.of(6, CALLER6, PROXY6, SEEN).sip(1, INVITE));
        assertThat(packet.flow()).hasToString("TCP [2001:db8::11]:5062 > [2001:db8::10]:5060");
    }

    @ParameterizedTest
    @CsvSource({"17, UDP", "6, TCP", "22, TLS", "132, SCTP", "0, UDP", "255, UDP"})
    void tellsTheTransportByTheIpProtocol(int protocol, Transport transport) {
        assertThat(packet(HepBytes.of(protocol, CALLER, PROXY, SEEN).sip(1, INVITE)).flow().transport())
                .isEqualTo(transport);
    }

    @Test
    void skipsChunksOfVendorsAndOfUnknownTypes() {
        HepPacket packet = packet(new HepBytes().chunk(1, 15, 6 + 4, "none".getBytes(UTF_8))
                .chunk(0x7f, 1, 6, new byte[0]).chunk(999, new byte[40]).u8(11, 1).text(15, INVITE).bytes());
        assertThat(payload(packet)).isEqualTo(INVITE);
    }

    @Test
    void takesWhatIsLeftWhenAddressesAreBrokenOrMissing() {
        byte[] broken = new HepBytes().u8(1, 10).u8(2, 17).chunk(5, new byte[7]).chunk(6, new byte[0]).u16(7, 5060)
                .sip(1, INVITE);
        assertThat(packet(broken).flow()).hasToString("UDP 0.0.0.0:5060 > 0.0.0.0:0");
        byte[] local = HepBytes.of(17, Endpoint.ofV4(0, 5060), PROXY, SEEN).sip(1, INVITE);
        assertThat(packet(local).flow()).hasToString("UDP 0.0.0.0:5060 > 10.0.0.2:5060");
        byte[] none = new HepBytes().sip(1, INVITE);
        assertThat(packet(none).source().isUnspecified()).isTrue();
        byte[] noV6 = HepBytes.of(17, new Endpoint(0, 0, 5060), PROXY6, SEEN).sip(1, INVITE);
        assertThat(packet(noV6).flow()).hasToString("UDP [::]:5060 > [2001:db8::10]:5060");
    }

    @Test
    void leavesOutNumbersOfAnotherSize() {
        HepPacket packet = packet(new HepBytes().u16(2, 6).u8(7, 60).u16(11, 100).u16(12, 7).u32(18, 7)
                .text(15, INVITE).bytes());
        assertThat(packet.ipProtocol()).isEqualTo(-1);
        assertThat(packet.protocolType()).isEqualTo(HepProtocolType.NONE);
        assertThat(packet.agentId()).isEqualTo(-1);
        assertThat(packet.vlan()).isEqualTo(-1);
        assertThat(packet.carriesSip()).isTrue();
    }

    @Test
    void stripsZerosOffTextsAndLeavesOutLongOnes() {
        assertThat(packet(hep().text(19, "node\0\0").text(17, "x".repeat(513)).sip(1, INVITE)))
                .returns("node", HepPacket::nodeName).returns("", HepPacket::correlationId);
    }

    @Test
    void tellsWhatIsNoSip() {
        assertThat(packet(hep().u8(11, 100).text(15, INVITE).bytes()).carriesSip()).isFalse();
        assertThat(packet(hep().u8(11, 1).text(15, "a log line, no SIP").bytes()).carriesSip()).isFalse();
        assertThat(HepProtocolType.describe(100)).isEqualTo("HEP protocol type 100 (log text)");
        assertThat(HepProtocolType.describe(35)).isEqualTo("HEP protocol type 35 (quality report)");
        assertThat(HepProtocolType.describe(200)).isEqualTo("HEP protocol type 200");
        assertThat(HepProtocolType.describe(-1)).isEqualTo("HEP without protocol type");
    }

    // -- time ----------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"0, SENDER", "-604799, SENDER", "-604801, CARRIER_INSTEAD", "299, SENDER", "301, CARRIER_INSTEAD"})
    void believesATimeNear(long secondsLater, TimeFrom from) {
        long said = CARRIED + secondsLater * SECOND;
        HepPacket packet = packet(HepBytes.of(17, CALLER, PROXY, said).sip(1, INVITE));
        assertThat(packet.timeFrom()).isEqualTo(from);
        assertThat(packet.timeNs()).isEqualTo(from == TimeFrom.SENDER ? said / 1000 * 1000 : CARRIED);
    }

    @Test
    void replacesATimeThatIsNone() {
        byte[] bytes = hep().u32(10, 1_000_000).sip(1, INVITE);
        assertThat(packet(bytes)).returns(CARRIED, HepPacket::timeNs)
                .returns(TimeFrom.CARRIER_INSTEAD, HepPacket::timeFrom);
        assertThat(packet(new HepBytes().sip(1, INVITE))).returns(CARRIED, HepPacket::timeNs)
                .returns(TimeFrom.CARRIER, HepPacket::timeFrom);
    }

    // -- compressed ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inflatesACompressedPayload(boolean gzip) {
        byte[] bytes = hep().u8(11, 1).chunk(16, compressed(INVITE.getBytes(UTF_8), gzip)).bytes();
        assertThat(payload(packet(bytes))).isEqualTo(INVITE);
    }

    @Test
    void takesPlainTextInACompressedChunkAsItIs() {
        assertThat(payload(packet(hep().u8(11, 1).text(16, INVITE).bytes()))).isEqualTo(INVITE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inflatesToABoundOnly(boolean gzip) {
        byte[] bomb = compressed(new byte[Inflation.MOST_BYTES + 1], gzip);
        assertThat(decode(hep().chunk(16, bomb).bytes())).isEqualTo(HepProblem.TOO_LARGE);
        byte[] full = compressed(new byte[Inflation.MOST_BYTES], gzip);
        assertThat(packet(hep().chunk(16, full).bytes()).payloadLength()).isEqualTo(Inflation.MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhatCannotBeInflated(boolean gzip) {
        byte[] whole = compressed(INVITE.getBytes(UTF_8), gzip);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThat(decode(hep().chunk(16, half).bytes())).isEqualTo(HepProblem.NOT_INFLATED);
    }

    // -- damage --------------------------------------------------------------------------------------------------------

    @Test
    void saysWhatIsDamaged() {
        byte[] good = hep().sip(1, INVITE);
        assertThat(decode(Arrays.copyOf(good, good.length - 1))).isEqualTo(HepProblem.DAMAGED);
        assertThat(decode(hep().bytes())).isEqualTo(HepProblem.NO_PAYLOAD);
        assertThat(decode(hep().chunk(0, 19, 5, new byte[0]).text(15, INVITE).bytes())).isEqualTo(HepProblem.DAMAGED);
        assertThat(decode(hep().chunk(0, 15, 4000, new byte[10]).bytes())).isEqualTo(HepProblem.DAMAGED);
        assertThat(decode("HEP3 is fine SIP/2.0".getBytes(UTF_8))).isEqualTo(HepProblem.NOT_HEP);
    }

    @Test
    void readsWhatThereIsOfACutPacket() {
        byte[] whole = hep().sip(1, INVITE);
        HepPacket packet = (HepPacket) decode(Arrays.copyOf(whole, whole.length - 10), true);
        assertThat(payload(packet)).isEqualTo(INVITE.substring(0, INVITE.length() - 10));
        assertThat(decode(Arrays.copyOf(whole, 60), true)).isEqualTo(HepProblem.CUT);
    }

    @Test
    void goesByTheTotalLengthAndLeavesTheRest() {
        byte[] whole = hep().sip(1, INVITE);
        assertThat(payload(packet(Arrays.copyOf(whole, whole.length + 4)))).isEqualTo(INVITE);
    }

    @Test
    void readsNoTruncationWrongly() {
        byte[] whole = hep().sip(1, INVITE);
        for (int length = 0; length < whole.length; length++) {
            assertThat(decode(Arrays.copyOf(whole, length))).isInstanceOf(HepProblem.class);
        }
    }

    // -- what is no HEP ------------------------------------------------------------------------------------------------

    @Test
    void leavesSipStunAndDnsAlone() {
        byte[] stun = new byte[60];
        stun[1] = 1;
        byte[] dns = new byte[80];
        dns[0] = 2;
        dns[2] = 2;
        for (byte[] other : new byte[][]{INVITE.getBytes(UTF_8), "HEP3 sip:a@b SIP/2.0\r\n\r\n".getBytes(UTF_8), stun,
                dns, "HEP3".getBytes(UTF_8), {}, {1}, {2, 16, 2, 17, 0, 0, 0}}) {
            assertThat(HepDecoder.isHep(other, 0, other.length)).isFalse();
        }
    }
}
