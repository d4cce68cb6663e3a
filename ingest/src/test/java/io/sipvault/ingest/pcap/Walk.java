package io.sipvault.ingest.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * What a scanner gave.
 *
 * @param end
 *            where it stopped
 * @param damage
 *            why, empty when it asked for more
 */
record Walk(List<Packet> packets, int end, String damage) {
    record Packet(long timeNs, int linkType, int interfaceId, int snapLength, int originalLength, String bytes) {}

    static Walk of(byte[] file) {
        return of(scanner(file), file, 0, file.length);
    }

    static CaptureScanner scanner(byte[] file) {
        return Objects.requireNonNull(CaptureScanner.detect(file, 0, file.length), "not detected");
    }

    static Walk of(CaptureScanner scanner, byte[] buffer, int from, int limit) {
        List<Packet> packets = new ArrayList<>();
        int offset = from;
        int consumed;
        while ((consumed = scanner.next(buffer, offset, limit)) > 0) {
            if (scanner.isPacket()) {
                packets.add(packet(scanner, buffer));
            }
            offset += consumed;
        }
        return new Walk(packets, offset, consumed == CaptureScanner.DAMAGED ? scanner.damage() : "");
    }

    /** Gives a file in pieces of 1 to {@code largest} bytes, through a window that slides to other places of the buffer. */
    static Walk inPieces(byte[] file, int largest, Random random) {
        CaptureScanner scanner = scanner(file);
        List<Packet> packets = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (true) {
            int lead = random.nextInt(5);
            byte[] window = new byte[lead + end - start + 3];
            Arrays.fill(window, (byte) 0xee);
            System.arraycopy(file, start, window, lead, end - start);
            int consumed = scanner.next(window, lead, lead + end - start);
            if (consumed > 0) {
                start += consumed;
                if (scanner.isPacket()) {
                    packets.add(packet(scanner, window));
                }
            } else if (consumed == CaptureScanner.DAMAGED || end == file.length) {
                return new Walk(packets, start, consumed == CaptureScanner.DAMAGED ? scanner.damage() : "");
            } else {
                assertThat(scanner.requiredBytes()).isGreaterThan(end - start);
                end = Math.min(file.length, end + 1 + random.nextInt(largest));
            }
        }
    }

    private static Packet packet(CaptureScanner scanner, byte[] buffer) {
        int from = scanner.dataOffset();
        return new Packet(scanner.timeNs(), scanner.linkType(), scanner.interfaceId(), scanner.snapLength(),
                scanner.originalLength(),
                HexFormat.of().formatHex(buffer, from, from + scanner.capturedLength()));
    }
}
