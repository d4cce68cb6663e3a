package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HepVersion2Test {
    private static final long SECOND = 1_000_000_000L;
    /** 2017-04-05, as the packet of {@link #KAMAILIO} says. */
    private static final long SEEN = 1_491_399_567L * SECOND + 130_983_000L;
    private static final String INVITE = "INVITE sip:1302@200.0.2.1:51528;transport=ws SIP/2.0\r\nCall-ID: w1\r\n\r\n";
    private static final String OK = "SIP/2.0 200 OK\r\nCall-ID: w1\r\n\r\n";
    private static final String PORTS = "13c4 c948";
    private static final String V4 = "a939a1fe 006cd9ae";
    private static final String V6 = "20010db8000000000000000000000011 20010db8000000000000000000000010";
    private static final String TIME = "8ff3e458 a7ff0100";
    /** Version, length, family, protocol; ports; addresses; seconds, microseconds; agent 1 and padding. */
    private static final String KAMAILIO = "02 10 02 16 " + PORTS + V4 + TIME + "0100 0000";

    private static byte[] bytes(String header, String message) {
        byte[] head = HexFormat.of().parseHex(header.replace(" ", ""));
        byte[] bytes = java.util.Arrays.copyOf(head, head.length + message.length());
        System.arraycopy(message.getBytes(UTF_8), 0, bytes, head.length, message.length());
        return bytes;
    }

    private static HepPacket packet(String header, String message) {
        byte[] bytes = bytes(header, message);
        return (HepPacket) HepDecoder.decode(bytes, 0, bytes.length, SEEN + SECOND, false);
    }

    private static String payload(HepPacket packet) {
        return new String(packet.payload(), packet.payloadOffset(), packet.payloadLength(), UTF_8);
    }

    @Test
    void readsVersion2AsKamailioSendsIt() {
        HepPacket packet = packet(KAMAILIO, INVITE);
        assertThat(packet.version()).isEqualTo(2);
        assertThat(packet.flow()).hasToString("TLS 169.57.161.254:5060 > 0.108.217.174:51528");
        assertThat(packet.timeNs()).isEqualTo(SEEN);
        assertThat(packet.agentId()).isEqualTo(1);
        assertThat(payload(packet)).isEqualTo(INVITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "08", "10", "1c", "ff"})
    void believesNoHeaderLength(String length) {
        assertThat(payload(packet("02" + length + "0211" + PORTS + V4 + TIME + "01000000", OK))).isEqualTo(OK);
        assertThat(payload(packet("01" + length + "0211" + PORTS + V4, OK))).isEqualTo(OK);
    }

    /** Two bytes further on a request reads "VITE sip:", which could be one too. */
    @ParameterizedTest
    @ValueSource(strings = {INVITE, OK, "X-TEST sip:a@b SIP/2.0\r\n\r\n"})
    void triesTwoBytesLess(String message) {
        boolean extension = message.startsWith("X-");
        HepPacket packet = packet("02100211" + PORTS + V4 + TIME + "0700", message);
        assertThat(payload(packet)).isEqualTo(extension ? message.substring(2) : message);
        assertThat(packet.agentId()).isEqualTo(7);
        assertThat(packet.timeNs()).isEqualTo(SEEN);
        assertThat(payload(packet("02100a11" + PORTS + V6 + TIME + "0700", OK))).isEqualTo(OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a", "1c", "1e"})
    void readsVersion6AddressesWhateverTheSystemCallsThem(String family) {
        assertThat(packet("0228" + family + "06" + PORTS + V6 + TIME + "01000000", OK).flow())
                .hasToString("TCP [2001:db8::11]:5060 > [2001:db8::10]:51528");
        assertThat(packet("0128" + family + "11" + PORTS + V6, OK).flow())
                .hasToString("UDP [2001:db8::11]:5060 > [2001:db8::10]:51528");
    }

    @Test
    void takesTheTimeOfTheCarrierInVersion1() {
        HepPacket packet = packet("01100211" + PORTS + V4, INVITE);
        assertThat(packet.version()).isEqualTo(1);
        assertThat(packet.timeNs()).isEqualTo(SEEN + SECOND);
        assertThat(packet.timeFrom()).isEqualTo(TimeFrom.CARRIER);
        assertThat(packet.agentId()).isEqualTo(-1);
        assertThat(payload(packet)).isEqualTo(INVITE);
    }

    /** Seconds are little-endian; a sender that has them the other way round is a century off. */
    @Test
    void replacesTimesOfTheOtherByteOrder() {
        assertThat(packet("02100211" + PORTS + V4 + "58e4f38f 0001ffa7" + "00010000", OK).timeFrom())
                .isEqualTo(TimeFrom.CARRIER_INSTEAD);
    }

    @Test
    void isNothingWithoutAStartLine() {
        for (String header : new String[]{KAMAILIO, "01100211" + PORTS + V4,
                "02100311" + PORTS + V4 + TIME + "01000000",
                "03100211" + PORTS + V4}) {
            byte[] bytes = bytes(header, "no start line of SIP\r\n\r\n");
            assertThat(HepDecoder.isHep(bytes, 0, bytes.length)).isFalse();
        }
        byte[] otherFamily = bytes("02100311" + PORTS + V4 + TIME + "01000000", OK);
        assertThat(HepDecoder.isHep(otherFamily, 0, otherFamily.length)).isFalse();
    }
}
