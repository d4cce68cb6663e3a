package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HepKeyTest {
    private static final String INVITE = "INVITE sip:b@example.com SIP/2.0\r\nCall-ID: c1\r\n\r\n";

    private static HepBytes hep() {
        return HepBytes.of(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0);
    }

    private static byte[] erased(byte[] packet) {
        byte[] buffer = new byte[packet.length + 5];
        System.arraycopy(packet, 0, buffer, 3, packet.length);
        HepKey.eraseIn(buffer, 3, packet.length);
        return Arrays.copyOfRange(buffer, 3, 3 + packet.length);
    }

    @Test
    void erasesEveryKeyAndNothingElse() {
        byte[] zeros = new byte[6];

        assertThat(erased(hep().text(14, "secret").text(14, "again!").text(19, "secret").sip(7, INVITE)))
                .isEqualTo(hep().chunk(14, zeros).chunk(14, zeros).text(19, "secret").sip(7, INVITE));
    }

    @Test
    void leavesChunksOfVendorsAndWhatIsNoVersion3() {
        byte[] vendor = hep().chunk(9, 14, 12, "secret".getBytes(UTF_8)).sip(7, INVITE);
        byte[] version2 = HepBytes.version2(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0, 14,
                INVITE.getBytes(UTF_8));

        assertThat(erased(vendor)).isEqualTo(vendor);
        assertThat(erased(version2)).isEqualTo(version2);
        assertThat(erased(new byte[0])).isEmpty();
    }

    @Test
    void erasesWhatTheDecoderWouldReadAsKeyHoweverTheBytesLie() {
        Random random = new Random(5);
        byte[] original = hep().text(14, "secret").text(19, "node").text(14, "other").sip(7, INVITE);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = original.clone();
            for (int count = random.nextInt(4); count >= 0; count--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(32);
            }
            byte[] kept = erased(bytes);
            if (HepDecoder.decode(kept, 0, kept.length, 0, false) instanceof HepPacket packet) {
                assertThat(packet.key().is("secret") || packet.key().is("other")).as("packet %s", i).isFalse();
            }
        }
    }
}
