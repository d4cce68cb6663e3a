package io.sipvault.ingest.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTraceCodecTest {
    private static void assertRoundTrip(PacketTrace trace) {
        byte[] bytes = PacketTraceCodec.encode(trace);
        PacketTrace decoded = PacketTraceCodec.decode(bytes, 0, bytes.length);
        assertThat(Traces.rows(decoded)).isEqualTo(Traces.rows(trace));
        assertThat(PacketTraceCodec.encode(decoded)).isEqualTo(bytes);
    }

    @Test
    void givesBackEmptyAndSteadyTraces() {
        assertRoundTrip(new PacketTrace());
        assertRoundTrip(Traces.steady(1, 1));
        assertRoundTrip(Traces.steady(5000, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesBackAnyTrace(long seed) {
        assertRoundTrip(Traces.wild(500, new Random(seed)));
    }

    @Test
    void givesBackTimesAtTheEndsOfTheirRange() {
        PacketTrace trace = new PacketTrace();
        trace.add(Long.MAX_VALUE, 65535, Integer.MAX_VALUE, 127, true, 65535, 0);
        trace.add(Long.MIN_VALUE, 0, Integer.MIN_VALUE, 0, false, 0, 0);
        trace.add(0, 65535, 0, 101, false, 4, -1);
        assertRoundTrip(trace);
    }

    @Test
    void keepsThreeBytesOrLessOfASteadyPacketAfterZstd() {
        byte[] bytes = PacketTraceCodec.encode(Traces.steady(10_000, 7));
        assertThat(Zstd.compress(bytes, 3).length).isLessThanOrEqualTo(3 * 10_000);
        assertThat(bytes.length).isLessThanOrEqualTo(3 * 10_000);
    }

    @Test
    void decodesAtAnOffset() {
        PacketTrace trace = Traces.steady(50, 1);
        byte[] bytes = PacketTraceCodec.encode(trace);
        byte[] shifted = new byte[bytes.length + 9];
        System.arraycopy(bytes, 0, shifted, 4, bytes.length);
        assertThat(Traces.rows(PacketTraceCodec.decode(shifted, 4, bytes.length))).isEqualTo(Traces.rows(trace));
    }

    @Test
    void refusesEveryCut() {
        byte[] bytes = PacketTraceCodec.encode(Traces.wild(40, new Random(3)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PacketTraceCodec.decode(cut, 0, cut.length)).as("length %d", length)
                    .isInstanceOfSatisfying(ForensicException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DAMAGED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02" + "00", // version 2
            "01" + "00" + "00", // a byte too many
            "01" + "ffffffff07" + "00", // two thousand million rows in one byte
            "01" + "ffffffffffffffffff01" + "00", // minus one row
            "01" + "ffffffffffffffffffff01", // a number that does not end
            "01" + "01" + "0000", // a run of no rows
            "01" + "01" + "0002" + "000100010001" + "0000"}) // a run of more rows than there are
    void refusesNonsense(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> PacketTraceCodec.decode(bytes, 0, bytes.length))
                .isInstanceOf(ForensicException.class).hasMessageContaining("packet trace");
    }

    @Test
    void neverFailsOtherwiseOnAlteredBytes() {
        Random random = new Random(11);
        byte[] bytes = PacketTraceCodec.encode(Traces.wild(60, random));
        for (int i = 0; i < 3000; i++) {
            byte[] altered = bytes.clone();
            altered[random.nextInt(altered.length)] = (byte) random.nextInt();
            try {
                assertThat(PacketTraceCodec.decode(altered, 0, altered.length).size())
                        .isLessThanOrEqualTo(altered.length);
            } catch (ForensicException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.DAMAGED);
            }
        }
    }
}
