package io.sipvault.ingest.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sipvault.ingest.pcap.SampleCaptures.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;

/** Reads as libpcap does. */
class LibpcapOracleTest {
    @TempDir
    private Path directory;

    @BeforeAll
    static void needsLibpcap() {
        try {
            Pcaps.libVersion();
        } catch (LinkageError | RuntimeException e) {
            abort("SKIPPED: libpcap cannot be loaded, install libpcap0.8: " + e);
        }
    }

    static Stream<Sample> pcaps() {
        return SampleCaptures.pcaps().filter(sample -> !sample.name().contains("joined"));
    }

    @ParameterizedTest
    @MethodSource("pcaps")
    void readsPcapAsLibpcapDoes(Sample sample) throws Exception {
        byte[] file = sample.capture().toBytes();

        assertThat(libpcap(file)).hasSize(sample.packets()).isEqualTo(ours(file));
    }

    @Test
    void writesPcapngThatLibpcapReads() throws Exception {
        Path path = directory.resolve("written.pcapng");
        try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(path), "a recorder")) {
            int first = writer.addInterface("eth0", 1, 65_535);
            int second = writer.addInterface("eth1", 1, 65_535);
            for (int i = 0; i < 20; i++) {
                writer.write(i % 3 == 0 ? second : first, 1_700_000_000_000_000_000L + i * 333_333_333L, 100 + i,
                        CaptureBytes.packet(i, 60 + i), 0, 60 + i, i % 2 == 0 ? "packet " + i : null);
            }
        }
        byte[] file = Files.readAllBytes(path);

        assertThat(libpcap(file)).hasSize(20).isEqualTo(ours(file));
    }

    private static List<String> ours(byte[] file) {
        return Walk.of(file).packets().stream()
                .map(p -> p.timeNs() + " " + p.linkType() + ' ' + p.originalLength() + ' ' + p.bytes()).toList();
    }

    private List<String> libpcap(byte[] file) throws PcapNativeException, NotOpenException {
        List<String> packets = new ArrayList<>();
        PcapHandle handle = Pcaps.openOffline(write(file).toString(), TimestampPrecision.NANO);
        byte[] packet;
        while ((packet = handle.getNextRawPacket()) != null) {
            long timeNs = Objects.requireNonNull(handle.getTimestamp()).getTime() / 1_000 * 1_000_000_000L
                    + handle.getTimestamp().getNanos();
            packets.add(timeNs + " " + handle.getDlt().value() + ' ' + handle.getOriginalLength() + ' '
                    + HexFormat.of().formatHex(packet));
        }
        handle.close();
        return packets;
    }

    private Path write(byte[] file) {
        try {
            return Files.write(directory.resolve("capture"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
