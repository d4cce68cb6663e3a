package io.sipvault.ingest.hep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HepFramerTest {
    private final HepFramer framer = new HepFramer();
    private final List<byte[]> packets = new ArrayList<>();

    private static byte[] packet(int number) {
        return HepBytes.of(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0).sip(number,
                "INVITE sip:b@example.com SIP/2.0\r\nCall-ID: " + "c".repeat(number) + "\r\n\r\n");
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void add(byte[] bytes) {
        framer.add(bytes, 0, bytes.length, (b, offset, length) -> packets.add(Arrays.copyOfRange(b, offset,
                offset + length)));
    }

    private void addInPieces(byte[] bytes, Random random, int most) {
        for (int at = 0; at < bytes.length;) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(most));
            add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 90, 5000})
    void framesPacketsHoweverTheyCome(int most) {
        addInPieces(joined(packet(1), packet(800), packet(3)), new Random(most), most);
        assertThat(packets).containsExactly(packet(1), packet(800), packet(3));
        assertThat(framer.skippedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 90, 5000})
    void goesOnBehindDamage(int most) {
        byte[] noise = "noise, HEP3 and HEP3\0\7\0\0".getBytes(UTF_8);
        byte[] broken = packet(5);
        Bytes.putI16(broken, 4, broken.length + 20);
        addInPieces(joined(packet(1), noise, packet(2), broken, packet(3), packet(4)), new Random(most), most);
        assertThat(packets).containsExactly(packet(1), packet(2), packet(3), packet(4));
        assertThat(framer.skippedBytes()).isEqualTo(noise.length + broken.length);
    }

    @Test
    void beginsInTheMiddleOfAPacket() {
        byte[] first = packet(50);
        add(Arrays.copyOfRange(first, 30, first.length));
        add(packet(2));
        assertThat(packets).containsExactly(packet(2));
    }

    @Test
    void framesThePacketOfTheGreatestLength() {
        byte[] most = HepBytes.of(17, Endpoint.ofV4(1, 5060), Endpoint.ofV4(2, 5060), 0)
                .chunk(15, new byte[65_535 - 6 - 70 - 6]).bytes();
        assertThat(most).hasSize(65_535);
        addInPieces(joined(most, packet(1), most), new Random(1), 70_000);
        assertThat(packets).containsExactly(most, packet(1), most);
    }

    @Test
    void holdsNothingOfWhatIsNoHep() {
        byte[] other = new byte[1 << 20];
        new Random(3).nextBytes(other);
        addInPieces(other, new Random(4), 40_000);
        add(packet(1));
        assertThat(packets).containsExactly(packet(1));
        assertThat(framer.skippedBytes()).isEqualTo(other.length);
    }

    /** No order of packets that lie is slow: the search looks at each byte a bounded number of times. */
    @Test
    void staysBesideManyFalseBeginnings() {
        byte[] lies = new byte[1 << 18];
        for (int i = 0; i + 12 <= lies.length; i += 12) {
            Bytes.putI16(lies, i + 4, 12);
            Bytes.putI32(lies, i + 6, HepFrames.MAGIC);
            Bytes.putI16(lies, i + 10, 0x3001);
        }
        addInPieces(lies, new Random(5), 20_000);
        add(packet(1));
        add(packet(2));
        assertThat(packets).contains(packet(2));
    }
}
