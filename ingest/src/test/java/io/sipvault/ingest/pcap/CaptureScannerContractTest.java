package io.sipvault.ingest.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.pcap.SampleCaptures.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for captures of every form. */
class CaptureScannerContractTest {
    private static final String ALL = "io.sipvault.ingest.pcap.SampleCaptures#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void readsEveryPacket(Sample sample) {
        byte[] file = sample.capture().toBytes();

        Walk walk = Walk.of(file);

        assertThat(walk.packets()).hasSize(sample.packets());
        assertThat(walk.end()).isEqualTo(file.length);
        assertThat(walk.damage()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void readsTheSameInWindowsOfAnySize(Sample sample) {
        byte[] file = sample.capture().toBytes();
        long seed = 20_231_114;
        Random random = new Random(seed);

        for (int largest : new int[]{1, 2, 7, 16, 40, 300}) {
            assertThat(Walk.inPieces(file, largest, random)).as("seed %d, pieces up to %d", seed, largest)
                    .isEqualTo(Walk.of(file));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void readsEveryWholeUnitOfATruncatedFileAndNamesTheRest(Sample sample) {
        byte[] file = sample.capture().toBytes();
        List<Walk.Packet> packets = Walk.of(file).packets();

        for (int length = 4; length <= file.length; length++) {
            CaptureScanner scanner = Walk.scanner(Arrays.copyOf(file, length));
            Walk walk = Walk.of(scanner, file, 0, length);

            assertThat(walk.damage()).as("length %d", length).isEmpty();
            assertThat(walk.packets()).isEqualTo(packets.subList(0, walk.packets().size()));
            assertThat(walk.end()).isEqualTo(lastBoundary(sample, length));
            String truncation = scanner.describeTruncation(file, walk.end(), length);
            if (walk.end() == length) {
                assertThat(truncation).isNull();
            } else {
                assertThat(truncation).contains("offset " + walk.end()).contains("cut after");
            }
        }
    }

    private static int lastBoundary(Sample sample, int length) {
        if (length == sample.capture().size()) {
            return length;
        }
        return sample.capture().boundaries.stream().filter(b -> b <= length).mapToInt(b -> b).max().orElse(0);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void readsTheSameAtAnOffset(Sample sample) {
        byte[] file = sample.capture().toBytes();
        byte[] shifted = new byte[file.length + 30];
        Arrays.fill(shifted, (byte) 0xff);
        System.arraycopy(file, 0, shifted, 13, file.length);
        CaptureScanner scanner = CaptureScanner.detect(shifted, 13, 13 + file.length);

        assertThat(scanner).isNotNull();
        assertThat(Walk.of(scanner, shifted, 13, 13 + file.length).packets()).isEqualTo(Walk.of(file).packets());
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void readsWhatFollowsAnyBoundaryBehindItsPreamble(Sample sample) {
        byte[] file = sample.capture().toBytes();
        CaptureScanner whole = Walk.scanner(file);
        int offset = 0;
        int seen = 0;
        int consumed;
        while ((consumed = whole.next(file, offset, file.length)) > 0) {
            offset += consumed;
            seen += whole.isPacket() ? 1 : 0;
            assertSliceReadsLike(file, offset, whole, Walk.of(file).packets().subList(seen, sample.packets()));
        }
        assertThat(offset).isEqualTo(file.length);
    }

    private static void assertSliceReadsLike(byte[] file, int from, CaptureScanner whole, List<Walk.Packet> rest) {
        byte[] preamble = whole.preamble();
        byte[] slice = Arrays.copyOf(preamble, preamble.length + file.length - from);
        System.arraycopy(file, from, slice, preamble.length, file.length - from);
        CaptureScanner scanner = Walk.scanner(slice);
        scanner.timeBefore(whole.timeNs());

        assertThat(Walk.of(scanner, slice, 0, slice.length).packets()).as("slice from %d", from).isEqualTo(rest);
        assertThat(scanner.preamble()).as("preamble at the end").isEqualTo(preambleAtEnd(file));
    }

    private static byte[] preambleAtEnd(byte[] file) {
        CaptureScanner scanner = Walk.scanner(file);
        Walk.of(scanner, file, 0, file.length);
        return scanner.preamble();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void countsTheChangesOfItsPreamble(Sample sample) {
        byte[] file = sample.capture().toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        byte[] preamble = scanner.preamble();
        long changes = 0;
        int offset = 0;
        int consumed;
        while ((consumed = scanner.next(file, offset, file.length)) > 0) {
            offset += consumed;
            changes += Arrays.equals(preamble, scanner.preamble()) ? 0 : 1;
            preamble = scanner.preamble();
            assertThat(scanner.preambleChanges()).as("before offset %d", offset).isEqualTo(changes);
        }
        assertThat(changes).isPositive();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void hasNoPreambleBeforeTheFirstHeader(Sample sample) {
        assertThat(Walk.scanner(sample.capture().toBytes()).preamble()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void survivesAnyDamage(Sample sample) {
        byte[] file = sample.capture().toBytes();
        long seed = 4_711;
        Random random = new Random(seed);

        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = damage(file, random);
            CaptureScanner scanner = CaptureScanner.detect(damaged, 0, damaged.length);
            if (scanner != null) {
                assertThat(walkThroughDamage(scanner, damaged)).as("seed %d, round %d", seed, round)
                        .isLessThanOrEqualTo(damaged.length);
            }
        }
    }

    private static byte[] damage(byte[] file, Random random) {
        byte[] damaged = file.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = 4 + random.nextInt(file.length - 4);
            damaged[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
        }
        return damaged;
    }

    /** Goes on after each damage as an importer does; returns where it ended. */
    private static int walkThroughDamage(CaptureScanner scanner, byte[] bytes) {
        int offset = 0;
        while (true) {
            Walk walk = Walk.of(scanner, bytes, offset, bytes.length);
            assertThat(walk.end()).isGreaterThanOrEqualTo(offset);
            if (walk.damage().isEmpty()) {
                scanner.describeTruncation(bytes, walk.end(), bytes.length);
                return walk.end();
            }
            int found = scanner.resync(bytes, walk.end() + 1, bytes.length);
            if (found < 0) {
                assertThat(scanner.searchAgainFrom()).isBetween(walk.end() + 1, Math.max(bytes.length, walk.end() + 1));
                return bytes.length;
            }
            assertThat(found).isGreaterThan(walk.end());
            offset = found;
        }
    }
}
