package io.sipvault.ingest.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;
import java.util.stream.Stream;

/** One small capture of each form that a file can have. */
final class SampleCaptures {
    static final long SECONDS = 1_700_000_000L;

    private SampleCaptures() {}

    record Sample(String name, CaptureBytes capture, int packets) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> all() {
        return Stream.concat(pcaps(), pcapngs());
    }

    static Stream<Sample> pcaps() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(pcap(order, 0xa1b2c3d4, "us"), pcap(order, 0xa1b23c4d, "ns"),
                        pcap(order, 0xa1b2cd34, "kuznetzov"), joined(order)));
    }

    static Stream<Sample> pcapngs() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(pcapng(order), simplePackets(order), sections(order)));
    }

    private static Sample pcap(ByteOrder order, int magic, String name) {
        CaptureBytes capture = CaptureBytes.pcap(order, magic, 65_535, 1);
        for (int i = 0; i < 7; i++) {
            capture.record(SECONDS + i, 123_456 + i, 100 + i, CaptureBytes.packet(i, 5 * i + 1));
        }
        return new Sample("pcap " + name + ' ' + order, capture, 7);
    }

    /** Two files one after the other, of different byte order, resolution and link type. */
    private static Sample joined(ByteOrder order) {
        CaptureBytes capture = CaptureBytes.pcap(order, 0xa1b2c3d4, 65_535, 1);
        capture.record(SECONDS, 1, 60, CaptureBytes.packet(1, 33));
        capture.order(order == BIG_ENDIAN ? LITTLE_ENDIAN : BIG_ENDIAN).fileHeader(0xa1b23c4d, 0, 101);
        capture.record(SECONDS + 5, 999_999_999, 60, CaptureBytes.packet(2, 34));
        capture.record(SECONDS + 6, 0, 60, CaptureBytes.packet(3, 35));
        return new Sample("two joined pcaps " + order, capture, 3);
    }

    private static Sample pcapng(ByteOrder order) {
        CaptureBytes c = new CaptureBytes(order);
        c.section(order, 4711, c.option(4, "dumper".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        c.interfaceDescription(1, 262_144);
        c.enhanced(0, SECONDS * 1_000_000 + 17, 60, CaptureBytes.packet(1, 41));
        c.interfaceDescription(113, 96, c.resolution(9), c.timeOffset(3600));
        c.enhanced(1, SECONDS * 1_000_000_000 + 19, 1500, CaptureBytes.packet(2, 96),
                c.option(1, new byte[]{'o', 'k'}));
        c.secrets(new byte[]{1, 2, 3});
        c.block(0x0bad, c.body().i32(32_473).i32(77));
        c.block(5, c.body().i32(0).i64(0));
        c.interfaceDescription(276, 0, c.resolution(0x80 | 20));
        c.enhanced(2, (SECONDS << 20) | 1, 44, CaptureBytes.packet(3, 44));
        c.obsolete(1, SECONDS * 1_000_000_000 + 23, 1500, CaptureBytes.packet(4, 3));
        c.enhanced(0, SECONDS * 1_000_000 + 18, 0, new byte[0]);
        return new Sample("pcapng " + order, c, 5);
    }

    private static Sample simplePackets(ByteOrder order) {
        CaptureBytes c = new CaptureBytes(order);
        c.section(order, -1);
        c.interfaceDescription(101, 32);
        c.simple(20, CaptureBytes.packet(1, 20));
        c.enhanced(0, SECONDS * 1_000_000, 31, CaptureBytes.packet(2, 31));
        c.simple(1000, CaptureBytes.packet(3, 32));
        c.simple(7, CaptureBytes.packet(4, 7));
        return new Sample("simple packets " + order, c, 4);
    }

    /** Sections of alternating byte order, each with its own interfaces. */
    private static Sample sections(ByteOrder order) {
        CaptureBytes c = new CaptureBytes(order);
        c.section(order, -1);
        c.interfaceDescription(1, 0);
        c.interfaceDescription(113, 0);
        c.enhanced(1, SECONDS * 1_000_000, 9, CaptureBytes.packet(1, 9));
        c.section(order == BIG_ENDIAN ? LITTLE_ENDIAN : BIG_ENDIAN, -1);
        c.interfaceDescription(101, 0, c.resolution(3));
        c.enhanced(0, SECONDS * 1_000, 10, CaptureBytes.packet(2, 10));
        c.section(order, -1);
        c.interfaceDescription(12, 0, c.resolution(0));
        c.enhanced(0, SECONDS, 11, CaptureBytes.packet(3, 11));
        return new Sample("sections " + order, c, 3);
    }
}
