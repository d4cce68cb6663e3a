package io.sipvault.ingest.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaKindTest {
    private static final String STUN_BINDING = "0001" // binding request
            + "0000" // no attributes
            + "2112a442" // magic cookie
            + "000102030405060708090a0b"; // transaction
    private static final String CLASSIC_STUN = "0101" // binding response
            + "000c" // 12 bytes
            + "00112233445566778899aabbccddeeff" // transaction
            + "00010008" // mapped address, 8 bytes
            + "000113c4c0000201";
    private static final String DTLS = "16" // handshake
            + "feff" // DTLS 1.0
            + "0000000000000000" // epoch, sequence number
            + "0002" // length
            + "0100";
    private static final String TURN = "40010003" + "aabbcc" + "00"; // channel, 3 bytes, padding
    private static final String ZRTP = "1000" + "0001" + "5a525450" + "00000001" + "505a0000";
    private static final String RTP = "80000001000000a000000001" + "ff";
    private static final String RTCP = "80cb0001" + "00000001";

    @ParameterizedTest
    @CsvSource({"STUN," + STUN_BINDING, "STUN," + CLASSIC_STUN, "DTLS," + DTLS, "TURN_CHANNEL," + TURN,
            "ZRTP," + ZRTP, "RTP," + RTP, "RTCP," + RTCP})
    void tellsKindsApartAtAnyOffset(MediaKind kind, String hex) {
        byte[] packet = HexFormat.of().parseHex(hex);
        byte[] shifted = new byte[packet.length + 3];
        System.arraycopy(packet, 0, shifted, 3, packet.length);
        assertThat(MediaKind.classify(packet, 0, packet.length)).isEqualTo(kind);
        assertThat(MediaKind.classify(shifted, 3, packet.length)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {STUN_BINDING, CLASSIC_STUN, DTLS, ZRTP, RTCP})
    void callsACutPacketOther(String hex) {
        byte[] packet = HexFormat.of().parseHex(hex);
        int needed = hex.equals(ZRTP) ? 16 : packet.length;
        for (int length = 0; length < needed; length++) {
            byte[] cut = Arrays.copyOf(packet, length);
            assertThat(MediaKind.classify(cut, 0, length)).as("%s cut to %d", hex, length).isEqualTo(MediaKind.OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE sip:a@b SIP/2.0", "SIP/2.0 200 OK with more text behind it", "\r\n\r\n",
            "NOTIFY sip:somebody@example.com SIP/2.0"})
    void callsTextOther(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(MediaKind.classify(bytes, 0, bytes.length)).isEqualTo(MediaKind.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"RTP,12," + RTP, "RTCP,8," + "80c80006000000010000000000000000", "STUN,20," + STUN_BINDING,
            "DTLS,13," + DTLS, "TURN_CHANNEL,4," + TURN})
    void tellsKindsOfPacketsThatASnapLengthCut(MediaKind kind, int capturedLength, String hex) {
        byte[] cut = Arrays.copyOf(HexFormat.of().parseHex(hex), capturedLength);
        int wireLength = kind == MediaKind.RTCP ? 28 : hex.length() / 2;
        assertThat(MediaKind.classify(cut, 0, capturedLength, wireLength)).isEqualTo(kind);
    }

    @Test
    void wantsClassicStunToAddUp() {
        byte[] packet = HexFormat.of().parseHex(CLASSIC_STUN);
        packet[23] = 7;
        assertThat(MediaKind.classify(packet, 0, packet.length)).isEqualTo(MediaKind.OTHER);
    }
}
