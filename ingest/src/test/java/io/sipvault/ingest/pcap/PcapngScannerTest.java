package io.sipvault.ingest.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.wire.Bytes;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapngScannerTest {
    private static final long SECONDS = SampleCaptures.SECONDS;

    @Test
    void knowsInterfacesOfEachSectionByTheirOrder() {
        Walk walk = Walk.of(SampleCaptures.pcapngs().toList().get(2).capture().toBytes());

        assertThat(walk.packets()).extracting(Walk.Packet::linkType).containsExactly(113, 101, 12);
        assertThat(walk.packets()).extracting(Walk.Packet::interfaceId).containsExactly(1, 0, 0);
        assertThat(walk.packets()).extracting(Walk.Packet::timeNs).containsOnly(SECONDS * 1_000_000_000L);
    }

    @Test
    void givesSimplePacketsTheTimeBeforeAndCountsThem() {
        byte[] file = SampleCaptures.pcapngs().toList().get(1).capture().toBytes();
        CaptureScanner scanner = Walk.scanner(file);

        Walk walk = Walk.of(scanner, file, 0, file.length);

        assertThat(walk.packets()).extracting(Walk.Packet::timeNs).containsExactly(0L, SECONDS * 1_000_000_000L,
                SECONDS * 1_000_000_000L, SECONDS * 1_000_000_000L);
        assertThat(walk.packets()).extracting(p -> p.bytes().length() / 2).containsExactly(20, 31, 32, 7);
        assertThat(walk.packets()).extracting(Walk.Packet::originalLength).containsExactly(20, 31, 1000, 7);
        assertThat(scanner.packetsWithoutTime()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"11, is under the least of 12", "13, is not a multiple of 4", "-4, is over the limit of 17825792",
            "17825796, is over the limit of 17825792"})
    void namesATotalLengthThatCannotBe(int total, String reason) {
        CaptureBytes capture = new CaptureBytes(BIG_ENDIAN).section(BIG_ENDIAN, -1);
        byte[] file = capture.i32(6).i32(total).bytes(new byte[40]).toBytes();

        Walk walk = Walk.of(file);

        assertThat(walk.damage()).isEqualTo(
                "block total length " + Integer.toUnsignedString(total) + " at offset " + walk.end() + ' ' + reason);
    }

    @Test
    void namesLengthsThatDiffer() {
        byte[] file = onePacket(LITTLE_ENDIAN).toBytes();
        file[file.length - 4]++;

        Walk walk = Walk.of(file);

        assertThat(walk.packets()).isEmpty();
        assertThat(walk.damage()).isEqualTo(
                "block at offset " + walk.end() + " begins with total length 36 and ends with 37");
    }

    @Test
    void namesAnInterfaceThatIsNotThere() {
        byte[] file = onePacket(BIG_ENDIAN).enhanced(1, 0, 4, new byte[4]).toBytes();

        assertThat(Walk.of(file).damage()).endsWith("names interface 1, the section has 1");
    }

    @Test
    void namesASimplePacketBeforeAnyInterface() {
        byte[] file = new CaptureBytes(BIG_ENDIAN).section(BIG_ENDIAN, -1).simple(4, new byte[4]).toBytes();

        assertThat(Walk.of(file).damage()).isEqualTo("packet block at offset 28 names interface 0, the section has 0");
    }

    @Test
    void namesACapturedLengthBeyondItsBlock() {
        byte[] file = onePacket(BIG_ENDIAN).toBytes();
        Bytes.putI32(file, file.length - 36 + 20, 5);

        assertThat(Walk.of(file).damage()).endsWith("claims 5 bytes of packet").contains("packet block of 36 bytes");
    }

    @ParameterizedTest
    @CsvSource({"1, interface description", "2, packet", "3, simple packet", "6, packet"})
    void namesABlockTooShortForItsFields(int type, String name) {
        CaptureBytes capture = onePacket(BIG_ENDIAN);
        byte[] file = capture.block(type, capture.body()).toBytes();

        assertThat(Walk.of(file).damage()).startsWith(name + " block at offset ").contains("has 12 bytes, needs ");
    }

    @Test
    void namesAnUnknownMajorVersion() {
        byte[] file = new CaptureBytes(BIG_ENDIAN).section(BIG_ENDIAN, -1).toBytes();
        file[13] = 2;

        assertThat(Walk.of(file).damage())
                .isEqualTo("section header at offset 0 has major version 2, only 1 is known");
    }

    @Test
    void boundsTheInterfacesOfASection() {
        CaptureBytes capture = new CaptureBytes(LITTLE_ENDIAN).section(LITTLE_ENDIAN, -1);
        for (int i = 0; i <= PcapngScanner.MAX_INTERFACES; i++) {
            capture.interfaceDescription(1, 0);
        }

        assertThat(Walk.of(capture.toBytes()).damage()).contains("one more than the 4096");
    }

    @ParameterizedTest
    @CsvSource({"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void boundsThePreambleButKeepsTimesAndLinkTypes(String order) {
        CaptureBytes capture = longWinded(order.equals("BIG_ENDIAN") ? BIG_ENDIAN : LITTLE_ENDIAN);
        byte[] head = capture.toBytes();
        CaptureScanner scanner = Walk.scanner(head);
        Walk.of(scanner, head, 0, head.length);
        byte[] preamble = scanner.preamble();
        CaptureBytes last = capture.body().enhanced(1999, 77, 4, CaptureBytes.packet(9, 4));

        assertThat(preamble.length).isLessThanOrEqualTo(CaptureScanner.MAX_PREAMBLE_BYTES);
        assertThat(scanner.secretsLeftOut()).isEqualTo(1);
        assertThat(Walk.of(concat(preamble, last.toBytes())).packets())
                .isEqualTo(Walk.of(concat(head, last.toBytes())).packets()).singleElement()
                .isEqualTo(new Walk.Packet(5_000_000_077L, 207, 1999, 1999, 4, "1a21282f"));
    }

    /** Two thousand interfaces with long names, a long comment on the section, more secrets than a preamble holds. */
    private static CaptureBytes longWinded(ByteOrder order) {
        CaptureBytes c = new CaptureBytes(order);
        byte[] comment = c.option(1, new byte[60_000]);
        c.section(order, -1, comment, comment);
        for (int i = 0; i < 2_000; i++) {
            c.interfaceDescription(i & 0xff, i, c.option(2, new byte[1_000]), c.resolution(9), c.timeOffset(5));
        }
        return c.secrets(new byte[300_000]).secrets(new byte[300_000]);
    }

    @Test
    void keepsSecretsInThePreamble() {
        CaptureBytes capture = onePacket(LITTLE_ENDIAN).secrets(new byte[]{1, 2, 3, 4, 5});
        byte[] file = capture.toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        Walk.of(scanner, file, 0, file.length);
        byte[] secrets = Arrays.copyOfRange(file, capture.boundaries.getLast(), file.length);
        byte[] preamble = scanner.preamble();

        assertThat(Arrays.copyOfRange(preamble, preamble.length - secrets.length, preamble.length)).isEqualTo(secrets);
        assertThat(scanner.secretsLeftOut()).isZero();
    }

    @Test
    void leavesTheSectionLengthOpenInThePreamble() {
        byte[] file = new CaptureBytes(BIG_ENDIAN).section(BIG_ENDIAN, 1234).toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        Walk.of(scanner, file, 0, file.length);

        assertThat(Bytes.i64(scanner.preamble(), 16)).isEqualTo(-1);
        assertThat(Bytes.i64(file, 16)).as("the file's own bytes").isEqualTo(1234);
    }

    @Test
    void namesWhatIsCut() {
        CaptureBytes capture = onePacket(LITTLE_ENDIAN);
        byte[] file = capture.enhanced(0, 1, 1514, new byte[1514]).secrets(new byte[50])
                .section(BIG_ENDIAN, -1).toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        assertThat(scanner.describeTruncation(file, 0, 9))
                .isEqualTo("section header at offset 0 cut after 9 of at least 28 bytes");
        Walk.of(scanner, file, 0, capture.boundaries.get(4));

        assertThat(scanner.describeTruncation(file, 84, 91))
                .isEqualTo("block header at offset 84 cut after 7 of at least 12 bytes");
        assertThat(scanner.describeTruncation(file, 84, 84 + 28 + 300))
                .isEqualTo("packet of 1514 bytes at offset 84 cut after 300");
        int secretsAt = capture.boundaries.get(4);
        assertThat(scanner.describeTruncation(file, secretsAt, secretsAt + 30))
                .isEqualTo("block of type 10 at offset " + secretsAt + " cut after 30 of 72 bytes");
        int sectionAt = capture.boundaries.get(5);
        assertThat(scanner.describeTruncation(file, sectionAt, sectionAt + 20))
                .isEqualTo("block of type 168627466 at offset " + sectionAt + " cut after 20 of 28 bytes");
    }

    @Test
    void findsTheBlocksAfterDamage() {
        CaptureBytes capture = packets();
        byte[] file = capture.toBytes();
        int damagedAt = capture.boundaries.get(5);
        Arrays.fill(file, damagedAt + 1, damagedAt + 9, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);

        Walk before = Walk.of(scanner, file, 0, file.length);
        int found = scanner.resync(file, before.end() + 1, file.length);

        assertThat(before.packets()).hasSize(3);
        assertThat(found).isEqualTo(capture.boundaries.get(6));
        assertThat(Walk.of(scanner, file, found, file.length).packets()).hasSize(6);
    }

    @Test
    void findsTheBlocksAfterBytesWereLost() {
        CaptureBytes capture = packets();
        byte[] whole = capture.toBytes();
        int lostAt = capture.boundaries.get(5) + 30;
        byte[] file = concat(Arrays.copyOf(whole, lostAt), Arrays.copyOfRange(whole, lostAt + 3, whole.length));
        CaptureScanner scanner = Walk.scanner(file);

        Walk before = Walk.of(scanner, file, 0, file.length);

        assertThat(scanner.resync(file, before.end() + 1, file.length)).isEqualTo(capture.boundaries.get(6) - 3);
    }

    @Test
    void findsTheNextSectionWhenTheInterfacesAreLost() {
        CaptureBytes capture = onePacket(BIG_ENDIAN).section(LITTLE_ENDIAN, -1).interfaceDescription(1, 0).enhanced(0,
                3, 5, new byte[5]);
        byte[] file = capture.toBytes();
        Arrays.fill(file, 28, 48, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);

        Walk before = Walk.of(scanner, file, 0, file.length);
        int found = scanner.resync(file, before.end() + 1, file.length);

        assertThat(before.end()).isEqualTo(28);
        assertThat(found).isEqualTo(capture.boundaries.get(3));
        assertThat(Walk.of(scanner, file, found, file.length).packets()).hasSize(1);
    }

    @Test
    void goesOnSearchingWhereTheWindowCutACandidate() {
        CaptureBytes capture = packets();
        byte[] file = capture.toBytes();
        Arrays.fill(file, capture.boundaries.get(5) + 1, capture.boundaries.get(5) + 9, (byte) 0xff);
        CaptureScanner scanner = Walk.scanner(file);
        int from = Walk.of(scanner, file, 0, file.length).end() + 1;

        for (int limit = from; limit < capture.boundaries.get(7); limit++) {
            assertThat(scanner.resync(file, from, limit)).as("limit %d", limit).isEqualTo(-1);
            assertThat(scanner.searchAgainFrom()).isBetween(from, capture.boundaries.get(6));
            from = scanner.searchAgainFrom();
        }
        assertThat(scanner.resync(file, from, capture.boundaries.get(7))).isEqualTo(capture.boundaries.get(6));
    }

    @Test
    void findsNoBlocksInZerosOrNoise() {
        byte[] file = packets().toBytes();
        CaptureScanner scanner = Walk.scanner(file);
        Walk.of(scanner, file, 0, file.length);
        byte[] noise = new byte[200_000];
        new java.util.Random(7).nextBytes(noise);

        assertThat(scanner.resync(new byte[200_000], 0, 200_000)).isEqualTo(-1);
        assertThat(scanner.resync(noise, 0, noise.length)).isEqualTo(-1);
    }

    private static CaptureBytes onePacket(ByteOrder order) {
        return new CaptureBytes(order).section(order, -1).interfaceDescription(1, 0).enhanced(0, 1, 4, new byte[4]);
    }

    private static CaptureBytes packets() {
        CaptureBytes capture = new CaptureBytes(LITTLE_ENDIAN).section(LITTLE_ENDIAN, -1).interfaceDescription(1, 0);
        for (int i = 0; i < 10; i++) {
            capture.enhanced(0, SECONDS * 1_000_000 + i, 40 + i, CaptureBytes.packet(i, 40 + i));
        }
        return capture;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
