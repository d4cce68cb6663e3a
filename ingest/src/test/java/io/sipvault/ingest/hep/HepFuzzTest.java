package io.sipvault.ingest.hep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HepFuzzTest {
    private static final String MESSAGE = "OPTIONS sip:b@example.com SIP/2.0\r\nCall-ID: c\r\n\r\n";

    @ParameterizedTest
    @ValueSource(longs = {1, 20, 300, 4_000})
    void readsMutatedPacketsWithoutThrowing(long seed) {
        Random random = new Random(seed);
        byte[] original = HepBytes.of(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0).text(19, "node")
                .text(17, "correlation").sip(7, MESSAGE);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = original.clone();
            for (int count = random.nextInt(6); count >= 0; count--) {
                int at = 4 + random.nextInt(bytes.length - 4);
                bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(24));
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            readAll(bytes, length, seed, i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void readsRandomBytesWithoutThrowing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 8 && random.nextBoolean()) {
                bytes[0] = (byte) (1 + random.nextInt(2));
                bytes[2] = (byte) (random.nextBoolean() ? 2 : 10);
            }
            readAll(bytes, bytes.length, seed, i);
        }
    }

    private static void readAll(byte[] bytes, int length, long seed, int number) {
        try {
            for (boolean cut : new boolean[]{false, true}) {
                if (HepDecoder.decode(bytes, 0, length, 0, cut) instanceof HepPacket packet) {
                    assertThat(packet.payloadOffset() + packet.payloadLength())
                            .isLessThanOrEqualTo(packet.payload().length);
                    assertThat(packet.carriesSip() + packet.toString()).isNotNull();
                }
            }
            SipAndHepFraming.INSTANCE.next(bytes, 0, length);
            SipAndHepFraming.INSTANCE.findStart(bytes, 0, length);
            SipAndHepFraming.INSTANCE.mayContinue(bytes, 0, length);
            new HepFramer().add(bytes, 0, length, (b, offset, count) -> assertThat(count).isPositive());
        } catch (RuntimeException e) {
            Assertions.fail("seed " + seed + ", packet " + number, e);
        }
    }
}
