package io.sipvault.ingest.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CaptureWriterTest {
    private static final long TIME_NS = 1_700_000_000_123_456_789L;

    @Test
    void writesPcapThatReadsBack() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(out, 276, 0)) {
            writer.write(TIME_NS, 1500, CaptureBytes.packet(1, 50), 10, 40);
            writer.write(TIME_NS + 1, 0, new byte[0], 0, 0);
        }

        Walk walk = Walk.of(out.toByteArray());

        assertThat(walk.packets()).extracting(Walk.Packet::timeNs).containsExactly(TIME_NS, TIME_NS + 1);
        assertThat(walk.packets()).extracting(Walk.Packet::linkType).containsOnly(276);
        assertThat(walk.packets()).extracting(Walk.Packet::originalLength).containsExactly(1500, 0);
        assertThat(walk.packets()).extracting(p -> p.bytes().length() / 2).containsExactly(40, 0);
        assertThat(walk.packets().getFirst().bytes()).startsWith("686f767d");
    }

    @Test
    void writesMicrosecondsWhenAsked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PcapWriter(out, 1, 96, false).write(TIME_NS, 4, new byte[4], 0, 4);

        assertThat(Bytes.i32(out.toByteArray(), 0)).isEqualTo(0xd4c3b2a1);
        assertThat(Walk.of(out.toByteArray()).packets().getFirst().timeNs()).isEqualTo(1_700_000_000_123_456_000L);
    }

    @Test
    void countsTimesThatPcapCannotHold() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapWriter writer = new PcapWriter(out, 1, 0);
        writer.write(-1, 4, new byte[4], 0, 4);
        writer.write(Long.MAX_VALUE, 4, new byte[4], 0, 4);
        writer.write(TIME_NS, 4, new byte[4], 0, 4);

        assertThat(writer.timesOutOfRange()).isEqualTo(2);
        assertThat(Walk.of(out.toByteArray()).packets()).extracting(Walk.Packet::timeNs).containsExactly(0L,
                4_294_967_295_999_999_999L, TIME_NS);
    }

    @Test
    void writesPcapngWithInterfacesThatReadsBack() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapngWriter writer = new PcapngWriter(out, "a recorder")) {
            int first = writer.addInterface("eth0", 1, 0);
            int second = writer.addInterface("any", 113, 96);
            writer.write(second, TIME_NS, 1500, CaptureBytes.packet(1, 50), 10, 39, "répétition");
            writer.write(first, TIME_NS + 1, 9_000, new byte[9_000], 0, 9_000, null);
        }

        Walk walk = Walk.of(out.toByteArray());

        assertThat(walk.end()).isEqualTo(out.size());
        assertThat(walk.packets()).extracting(Walk.Packet::timeNs).containsExactly(TIME_NS, TIME_NS + 1);
        assertThat(walk.packets()).extracting(Walk.Packet::linkType).containsExactly(113, 1);
        assertThat(walk.packets()).extracting(Walk.Packet::snapLength).containsExactly(96, 0);
        assertThat(walk.packets()).extracting(p -> p.bytes().length() / 2).containsExactly(39, 9_000);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a recorder", "eth0", "any", "répétition");
    }

    @Test
    void cutsACommentThatIsTooLongAtACharacter() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapngWriter writer = new PcapngWriter(out, "a recorder");
        int number = writer.addInterface("eth0", 1, 0);
        writer.write(number, TIME_NS, 1, new byte[1], 0, 1, "a" + "通".repeat(30_000));
        writer.write(number, TIME_NS, 1, new byte[1], 0, 1, null);

        assertThat(Walk.of(out.toByteArray()).packets()).hasSize(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("a" + "通".repeat(21_844) + "\0\0\0");
    }

    @Test
    void refusesAnInterfaceThatWasNotAdded() throws IOException {
        PcapngWriter writer = new PcapngWriter(new ByteArrayOutputStream(), "a recorder");

        assertThatThrownBy(() -> writer.write(0, 0, 0, new byte[0], 0, 0, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsTimesThatPcapngCannotHold() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapngWriter writer = new PcapngWriter(out, "a recorder");
        writer.write(writer.addInterface("eth0", 1, 0), -5, 0, new byte[0], 0, 0, null);

        assertThat(writer.timesOutOfRange()).isEqualTo(1);
        assertThat(Walk.of(out.toByteArray()).packets().getFirst().timeNs()).isZero();
    }
}
