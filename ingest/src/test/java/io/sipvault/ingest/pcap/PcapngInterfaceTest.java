package io.sipvault.ingest.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Times of pcapng in every resolution, against arithmetic without a bound. */
class PcapngInterfaceTest {
    private static final BigInteger NS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);

    @Test
    void countsTicksOfPowersOfTen() {
        assertThat(new PcapngInterface(1, 0, 0, 0).timeNs(3)).isEqualTo(3_000_000_000L);
        assertThat(new PcapngInterface(1, 0, 6, 0).timeNs(3)).isEqualTo(3_000L);
        assertThat(new PcapngInterface(1, 0, 9, 0).timeNs(3)).isEqualTo(3L);
        assertThat(new PcapngInterface(1, 0, 12, 0).timeNs(3_999)).isEqualTo(3L);
    }

    @Test
    void countsTicksOfPowersOfTwo() {
        assertThat(new PcapngInterface(1, 0, 0x80, 0).timeNs(3)).isEqualTo(3_000_000_000L);
        assertThat(new PcapngInterface(1, 0, 0x81, 0).timeNs(3)).isEqualTo(1_500_000_000L);
        assertThat(new PcapngInterface(1, 0, 0x80 | 32, 0).timeNs((5L << 32) | (1L << 30))).isEqualTo(5_250_000_000L);
        assertThat(new PcapngInterface(1, 0, 0x80 | 63, 0).timeNs(-1)).isEqualTo(1_999_999_999L);
        assertThat(new PcapngInterface(1, 0, 0x80 | 64, 0).timeNs(-1)).isEqualTo(999_999_999L);
    }

    @Test
    void addsTheTimeOffset() {
        assertThat(new PcapngInterface(1, 0, 6, 3_600).timeNs(1)).isEqualTo(3_600_000_001_000L);
        assertThat(new PcapngInterface(1, 0, 6, -3_600).timeNs(1)).isEqualTo(-3_599_999_999_000L);
    }

    @Test
    void givesTheNearestTimeInsteadOfAnOverflow() {
        assertThat(new PcapngInterface(1, 0, 0, 0).timeNs(-1)).isEqualTo(Long.MAX_VALUE);
        assertThat(new PcapngInterface(1, 0, 6, Long.MAX_VALUE).timeNs(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(new PcapngInterface(1, 0, 6, Long.MIN_VALUE).timeNs(0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void agreesWithUnboundedArithmetic() {
        long seed = 31;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            int resolution = random.nextInt(256);
            long ticks = random.nextLong() >>> random.nextInt(64);
            assertThat(new PcapngInterface(1, 0, resolution, 0).timeNs(ticks))
                    .as("seed %d: resolution %d, ticks %d", seed, resolution, ticks)
                    .isEqualTo(unbounded(resolution, ticks));
        }
    }

    private static long unbounded(int resolution, long ticks) {
        BigInteger perSecond = resolution < 0x80
                ? BigInteger.TEN.pow(resolution)
                : BigInteger.TWO.pow(resolution - 0x80);
        return new BigInteger(Long.toUnsignedString(ticks)).multiply(NS_PER_SECOND).divide(perSecond)
                .min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    @Test
    void readsOptionsAmongOthersInBothByteOrders() {
        for (var order : new java.nio.ByteOrder[]{BIG_ENDIAN, LITTLE_ENDIAN}) {
            CaptureBytes c = new CaptureBytes(order);
            byte[] block = c.interfaceDescription(113, 96, c.option(2, new byte[]{'e', 't', 'h', '0', '1'}),
                    c.timeOffset(-7), c.resolution(9)).toBytes();

            PcapngInterface read = PcapngInterface.read(block, 0, block.length, order == LITTLE_ENDIAN);

            assertThat(read.linkType).isEqualTo(113);
            assertThat(read.snapLength).isEqualTo(96);
            assertThat(read.resolution).isEqualTo(9);
            assertThat(read.offsetSeconds).isEqualTo(-7);
        }
    }

    @Test
    void ignoresOptionsAfterTheEndOrBeyondTheBlock() {
        CaptureBytes c = new CaptureBytes(BIG_ENDIAN);
        byte[] afterEnd = c.interfaceDescription(1, 0, new byte[4], c.resolution(9)).toBytes();
        CaptureBytes d = new CaptureBytes(BIG_ENDIAN);
        byte[] beyond = d.interfaceDescription(1, 0, d.body().i16(14).i16(900).toBytes(), d.resolution(9)).toBytes();

        assertThat(PcapngInterface.read(afterEnd, 0, afterEnd.length, false).resolution).isEqualTo(6);
        assertThat(PcapngInterface.read(beyond, 0, beyond.length, false).resolution).isEqualTo(6);
    }
}
