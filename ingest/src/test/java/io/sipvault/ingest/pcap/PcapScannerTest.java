package io.sipvault.ingest.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapScannerTest {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final long SECONDS = SampleCaptures.SECONDS;

    @Test
    void readsMicrosecondsAndNanosecondsInBothByteOrders() {
        assertThat(onePacket(CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1)).timeNs())
                .isEqualTo(SECONDS * 1_000_000_000L + 999_999_000L);
        assertThat(onePacket(CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, 65_535, 1)).timeNs())
                .isEqualTo(SECONDS * 1_000_000_000L + 999_999_000L);
        assertThat(onePacket(CaptureBytes.pcap(BIG_ENDIAN, NANOSECONDS, 65_535, 1)).timeNs())
                .isEqualTo(SECONDS * 1_000_000_000L + 999_999L);
        assertThat(onePacket(CaptureBytes.pcap(LITTLE_ENDIAN, NANOSECONDS, 65_535, 1)).timeNs())
                .isEqualTo(SECONDS * 1_000_000_000L + 999_999L);
    }

    private static Walk.Packet onePacket(CaptureBytes capture) {
        return Walk.of(capture.record(SECONDS, 999_999, 60, CaptureBytes.packet(1, 60)).toBytes()).packets().getFirst();
    }

    @Test
    void readsSecondsBeyond2038AsUnsigned() {
        byte[] file = CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, 0, 1).record(0xffff_ffffL, 0, 1, new byte[1])
                .toBytes();

        assertThat(Walk.of(file).packets().getFirst().timeNs()).isEqualTo(4_294_967_295_000_000_000L);
    }

    @Test
    void leavesTheFcsBitsOutOfTheLinkType() {
        CaptureBytes capture = CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, 65_535, 0x4400_0001);

        assertThat(onePacket(capture).linkType()).isEqualTo(1);
    }

    @Test
    void acceptsPacketsLongerThanTheSnapLengthUpToTheUsualLimit() {
        CaptureBytes capture = CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, 96, 1);
        capture.record(SECONDS, 0, 262_144, new byte[262_144]).mark().recordHeader(SECONDS, 0, 262_145, 262_145);

        Walk walk = Walk.of(capture.toBytes());

        assertThat(walk.packets()).hasSize(1);
        assertThat(walk.damage()).isEqualTo(
                "record header at offset " + walk.end() + " claims 262145 bytes, the limit is 262144");
    }

    @ParameterizedTest
    @CsvSource({"0", "262145", "-1", "2147483647"})
    void acceptsPacketsUpTo16MebibytesWhenTheSnapLengthAllowsMore(int snapLength) {
        int longest = CaptureScanner.MAX_PACKET_BYTES;
        byte[] file = CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, snapLength, 1)
                .record(SECONDS, 0, longest, new byte[longest]).recordHeader(SECONDS, 0, longest + 1, longest + 1)
                .toBytes();

        Walk walk = Walk.of(file);

        assertThat(walk.packets()).hasSize(1);
        assertThat(walk.packets().getFirst().originalLength()).isEqualTo(longest);
        assertThat(walk.damage()).contains("claims 16777217 bytes, the limit is 16777216");
    }

    @Test
    void namesAnAbsurdLengthWithItsPlaceInTheFile() {
        byte[] file = CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1).recordHeader(SECONDS, 0, -1, -1).toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        scanner.baseOffset(1_000);

        assertThat(Walk.of(scanner, file, 0, file.length).damage())
                .isEqualTo("record header at offset 1024 claims 4294967295 bytes, the limit is 262144");
    }

    @Test
    void asksForTheWholeRecordOnceItsHeaderIsThere() {
        byte[] file = CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1).record(SECONDS, 0, 50, new byte[50])
                .toBytes();
        CaptureScanner scanner = Walk.scanner(file);

        assertThat(scanner.next(file, 0, 23)).isEqualTo(CaptureScanner.NEED_MORE);
        assertThat(scanner.requiredBytes()).isEqualTo(24);
        assertThat(scanner.next(file, 0, 24)).isEqualTo(24);
        assertThat(scanner.next(file, 24, 39)).isEqualTo(CaptureScanner.NEED_MORE);
        assertThat(scanner.requiredBytes()).isEqualTo(16);
        assertThat(scanner.next(file, 24, 40)).isEqualTo(CaptureScanner.NEED_MORE);
        assertThat(scanner.requiredBytes()).isEqualTo(66);
        assertThat(scanner.next(file, 24, file.length)).isEqualTo(66);
    }

    @Test
    void namesWhatIsCut() {
        byte[] file = CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1).record(SECONDS, 0, 1514, new byte[1514])
                .toBytes();
        CaptureScanner scanner = Walk.scanner(file);

        assertThat(scanner.describeTruncation(file, 0, 7)).isEqualTo("file header at offset 0 cut after 7 of 24 bytes");
        scanner.next(file, 0, file.length);
        assertThat(scanner.describeTruncation(file, 24, 31))
                .isEqualTo("record header at offset 24 cut after 7 of 16 bytes");
        assertThat(scanner.describeTruncation(file, 24, 340))
                .isEqualTo("packet of 1514 bytes at offset 24 cut after 300");
    }

    @Test
    void takesTimesGoingBackYearsAsTheyAre() {
        CaptureBytes capture = CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1);
        capture.record(SECONDS, 0, 9, new byte[9]).record(1, 0, 9, new byte[9]).record(SECONDS, 1, 9, new byte[9]);

        assertThat(Walk.of(capture.toBytes()).packets()).extracting(Walk.Packet::timeNs)
                .containsExactly(SECONDS * 1_000_000_000L, 1_000_000_000L, SECONDS * 1_000_000_000L + 1_000);
    }

    @Test
    void readsLengthsOfFilesBeforeVersion23InTheirOrder() {
        CaptureBytes capture = new CaptureBytes(BIG_ENDIAN).fileHeader(MICROSECONDS, 2, 65_535, 1);
        capture.i32((int) SECONDS).i32(0).i32(100).i32(3).bytes(new byte[]{7, 8, 9});

        Walk.Packet packet = Walk.of(capture.toBytes()).packets().getFirst();

        assertThat(packet.bytes()).isEqualTo("070809");
        assertThat(packet.originalLength()).isEqualTo(100);
    }

    @Test
    void readsAnEmptyPacketWhoseTimeIsThatOfNoMagic() {
        byte[] file = CaptureBytes.pcap(BIG_ENDIAN, MICROSECONDS, 65_535, 1).record(SECONDS, 0, 0, new byte[0])
                .record(SECONDS, 1, 1, new byte[1]).toBytes();

        assertThat(Walk.of(file).packets()).hasSize(2);
    }

    @Test
    void findsTheRecordsAfterDamage() {
        CaptureBytes capture = tenPackets();
        byte[] file = capture.toBytes();
        int damagedAt = capture.boundaries.get(4);
        Arrays.fill(file, damagedAt, damagedAt + 20, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);

        Walk before = Walk.of(scanner, file, 0, file.length);
        int found = scanner.resync(file, before.end() + 1, file.length);

        assertThat(before.packets()).hasSize(3);
        assertThat(found).isEqualTo(capture.boundaries.get(5));
        assertThat(Walk.of(scanner, file, found, file.length).packets()).hasSize(6);
    }

    @Test
    void findsTheRecordsAfterBytesWereLost() {
        CaptureBytes capture = tenPackets();
        byte[] whole = capture.toBytes();
        int lostAt = capture.boundaries.get(4) + 7;
        byte[] file = new byte[whole.length - 5];
        System.arraycopy(whole, 0, file, 0, lostAt);
        System.arraycopy(whole, lostAt + 5, file, lostAt, file.length - lostAt);
        CaptureScanner scanner = Walk.scanner(file);

        Walk before = Walk.of(scanner, file, 0, file.length);

        assertThat(before.damage()).isNotEmpty();
        assertThat(scanner.resync(file, before.end() + 1, file.length)).isEqualTo(capture.boundaries.get(5) - 5);
    }

    @Test
    void findsTheLastRecordByTheEndOfInput() {
        CaptureBytes capture = tenPackets();
        byte[] file = capture.toBytes();
        int damagedAt = capture.boundaries.get(9);
        Arrays.fill(file, damagedAt, damagedAt + 16, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);
        Walk before = Walk.of(scanner, file, 0, file.length);

        assertThat(before.packets()).hasSize(8);
        assertThat(scanner.resync(file, before.end() + 1, file.length)).isEqualTo(capture.boundaries.get(10));
    }

    @Test
    void goesOnSearchingWhereTheWindowCutACandidate() {
        CaptureBytes capture = tenPackets();
        byte[] file = capture.toBytes();
        int damagedAt = capture.boundaries.get(4);
        Arrays.fill(file, damagedAt, damagedAt + 20, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);
        int from = Walk.of(scanner, file, 0, file.length).end() + 1;

        for (int limit = from; limit < file.length; limit++) {
            int found = scanner.resync(file, from, limit);
            if (found < 0) {
                assertThat(scanner.searchAgainFrom()).as("limit %d", limit).isBetween(from,
                        capture.boundaries.get(5));
                from = scanner.searchAgainFrom();
            } else {
                assertThat(found).isEqualTo(capture.boundaries.get(5));
            }
        }
        assertThat(scanner.resync(file, from, file.length)).isEqualTo(capture.boundaries.get(5));
    }

    @Test
    void findsNoRecordsInZerosOrNoise() {
        byte[] file = tenPackets().toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        Walk.of(scanner, file, 0, file.length);
        byte[] noise = new byte[200_000];
        new java.util.Random(7).nextBytes(noise);

        assertThat(scanner.resync(new byte[200_000], 0, 200_000)).isEqualTo(-1);
        assertThat(scanner.resync(noise, 0, noise.length)).isEqualTo(-1);
    }

    private static CaptureBytes tenPackets() {
        CaptureBytes capture = CaptureBytes.pcap(LITTLE_ENDIAN, MICROSECONDS, 65_535, 1);
        for (int i = 0; i < 10; i++) {
            capture.record(SECONDS + i, i, 40 + i, CaptureBytes.packet(i, 40 + i));
        }
        return capture;
    }
}
