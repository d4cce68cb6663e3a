package io.sipvault.ingest.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtpHeaderTest {
    private static final byte[] PLAIN = bytes("80" // version 2
            + "88" // marker, payload type 8
            + "fffe" // sequence number
            + "fffffff0" // timestamp
            + "deadbeef" // SSRC
            + "d5d5d5d5d5"); // payload
    private static final byte[] FULL = bytes("b2" // version 2, padding, extension, 2 CSRCs
            + "65" // payload type 101
            + "0001" // sequence number
            + "00000002" // timestamp
            + "00000003" // SSRC
            + "0000000400000005" // CSRCs
            + "bede0001" // extension of one word
            + "10ff0000" // its body
            + "0a8a03c0" // payload: event 10, end, duration 960
            + "00000003"); // 4 bytes of padding, the last of which is altered below

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] padded(int count) {
        byte[] packet = FULL.clone();
        packet[packet.length - 1] = (byte) count;
        return packet;
    }

    @Test
    void readsFieldsOfThePlainHeader() {
        assertThat(RtpHeader.hasShape(PLAIN, 0, PLAIN.length)).isTrue();
        assertThat(RtpHeader.marker(PLAIN, 0)).isTrue();
        assertThat(RtpHeader.payloadType(PLAIN, 0)).isEqualTo(8);
        assertThat(RtpHeader.sequenceNumber(PLAIN, 0)).isEqualTo(0xfffe);
        assertThat(RtpHeader.timestamp(PLAIN, 0)).isEqualTo(-16);
        assertThat(RtpHeader.ssrc(PLAIN, 0)).isEqualTo(0xdeadbeef);
        assertThat(RtpHeader.headerLength(PLAIN, 0)).isEqualTo(12);
        assertThat(RtpHeader.payloadLength(PLAIN, 0, PLAIN.length)).isEqualTo(5);
    }

    @Test
    void skipsSourcesExtensionAndPadding() {
        byte[] packet = padded(4);
        assertThat(RtpHeader.hasShape(packet, 0, packet.length)).isTrue();
        assertThat(RtpHeader.headerLength(packet, 0)).isEqualTo(28);
        assertThat(RtpHeader.payloadLength(packet, 0, packet.length)).isEqualTo(4);
        assertThat(RtpHeader.eventPayloadOr0(packet, 0, packet.length, packet.length)).isEqualTo(0x0a8a03c0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255})
    void refusesPaddingThatCannotBe(int padding) {
        byte[] packet = padded(padding);
        assertThat(RtpHeader.hasShape(packet, 0, packet.length)).isFalse();
    }

    @Test
    void refusesEveryCutOfTheHeader() {
        byte[] whole = padded(4);
        for (int length = 0; length < 28; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(RtpHeader.hasShape(cut, 0, length)).as("length %d", length).isFalse();
        }
    }

    @Test
    void readsAtAnOffset() {
        byte[] shifted = new byte[FULL.length + 7];
        System.arraycopy(padded(4), 0, shifted, 7, FULL.length);
        assertThat(RtpHeader.hasShape(shifted, 7, FULL.length)).isTrue();
        assertThat(RtpHeader.payloadLength(shifted, 7, FULL.length)).isEqualTo(4);
        assertThat(RtpHeader.ssrc(shifted, 7)).isEqualTo(3);
    }

    @Test
    void takesPayloadLengthFromTheWireWhenOnlyHeadersWereCaptured() {
        assertThat(RtpHeader.hasShape(PLAIN, 0, 12, 172)).isTrue();
        assertThat(RtpHeader.payloadLength(PLAIN, 0, 12, 172)).isEqualTo(160);
        assertThat(RtpHeader.eventPayloadOr0(FULL, 0, 28, 32)).isZero();
    }

    @Test
    void refusesOtherVersionsAndRtcp() {
        byte[] version1 = PLAIN.clone();
        version1[0] = 0x40;
        byte[] senderReport = PLAIN.clone();
        senderReport[1] = (byte) 200;
        assertThat(RtpHeader.hasShape(version1, 0, PLAIN.length)).isFalse();
        assertThat(RtpHeader.hasShape(senderReport, 0, PLAIN.length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"81c80001", "81c90001", "81ca0001", "81cb0001", "80cf0001", "8fcd0001"})
    void takesAnyReportTypeThatComesFirstForRtcp(String header) {
        byte[] packet = bytes(header + "00000001");
        assertThat(RtpHeader.isRtcp(packet, 0, 8)).isTrue();
        assertThat(RtpHeader.isRtcp(packet, 0, 7)).isFalse();
    }

    @Test
    void refusesRtcpWhoseLengthIsNotThere() {
        assertThat(RtpHeader.isRtcp(bytes("81c8000200000001"), 0, 8)).isFalse();
        assertThat(RtpHeader.isRtcp(bytes("81bf000100000001"), 0, 8)).isFalse();
        assertThat(RtpHeader.isRtcp(bytes("81e0000100000001"), 0, 8)).isFalse();
    }
}
