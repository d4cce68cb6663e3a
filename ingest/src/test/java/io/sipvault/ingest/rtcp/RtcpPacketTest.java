package io.sipvault.ingest.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.rtcp.RtcpPacket.Bye;
import io.sipvault.ingest.rtcp.RtcpPacket.ExtendedReport;
import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceDescription;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceName;
import io.sipvault.ingest.rtcp.RtcpPacket.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RtcpPacketTest {
    private static final String REPORT_BLOCK = "f0000001" // source
            + "40" + "fffffe" // a quarter lost lately, minus 2 in all
            + "0001000a" // one wrap, sequence number 10
            + "00000050" // jitter 80
            + "11112222" // last sender report
            + "00008000"; // half a second since
    private static final String SENDER_REPORT = "81c8000c" // one block, 13 words
            + "f0000002" // sender
            + "e000000080000000" // NTP
            + "000000a0" // RTP timestamp
            + "ffffffff" // packets
            + "00000640" // octets
            + REPORT_BLOCK;
    private static final String RECEIVER_REPORT = "81c90007" + "f0000003" + REPORT_BLOCK;
    private static final String SOURCE_DESCRIPTION = "82ca0006" // two chunks
            + "f0000002" + "0104" + "61406263" + "0201" + "78" + "000000" // CNAME a@bc, NAME x, end and padding
            + "f0000003" + "0101" + "7a" + "00"; // CNAME z, end
    private static final String BYE = "81cb0002" + "f0000002" + "02" + "6f6b" + "00"; // reason ok
    private static final String EXTENDED_REPORT = "80cf000d" + "f0000002" //
            + "04000002" + "e000000080000000" // receiver reference time
            + "07000008" // VoIP metrics
            + "f0000001" // source
            + "0c" + "0d" + "80" + "02" // loss, discard, burst density, gap density
            + "0078" + "1388" // burst 120 ms, gap 5000 ms
            + "00c8" + "0050" // round trip 200 ms, end system 80 ms
            + "ec" + "ba" + "37" + "10" // signal -20, noise -70, echo 55, Gmin 16
            + "5d" + "7f" + "2c" + "29" // R 93, external unavailable, MOS-LQ 4.4, MOS-CQ 4.1
            + "b0" + "00" + "0028" + "0050" + "00a0"; // configuration, buffer 40, 80, 160 ms

    private static RtcpCompound parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return RtcpPacket.parseCompound(bytes, 0, bytes.length);
    }

    private static RtcpPacket only(String hex) {
        RtcpCompound compound = parse(hex);
        assertThat(compound.error()).isNull();
        return compound.packets().getFirst();
    }

    private static ReportBlock block() {
        return new ReportBlock(0xf0000001L, 64, -2, 0x1000aL, 80, 0x11112222L, 0x8000);
    }

    @Test
    void readsSenderReport() {
        assertThat(only(SENDER_REPORT)).isEqualTo(
                new SenderReport(0xf0000002L, 0xe0000000_80000000L, 160, 0xffffffffL, 1600, List.of(block())));
    }

    @Test
    void treatsCumulativeLossAsSigned() {
        assertThat(only(RECEIVER_REPORT)).isEqualTo(new ReceiverReport(0xf0000003L, List.of(block())));
    }

    @Test
    void readsCanonicalNamesOfAllChunks() {
        assertThat(only(SOURCE_DESCRIPTION)).isEqualTo(new SourceDescription(
                List.of(new SourceName(0xf0000002L, "a@bc"), new SourceName(0xf0000003L, "z"))));
    }

    @Test
    void readsByeWithAndWithoutReason() {
        assertThat(only(BYE)).isEqualTo(new Bye(List.of(0xf0000002L), "ok"));
        assertThat(only("80cb0000")).isEqualTo(new Bye(List.of(), null));
    }

    @Test
    void readsVoipMetricsAndTypesOfOtherBlocks() {
        VoipMetrics metrics = new VoipMetrics(0xf0000001L, 12, 13, 128, 2, 120, 5000, 200, 80, -20, -70, 55, 16, 93,
                127, 44, 41, 0xb0, 40, 80, 160);
        assertThat(only(EXTENDED_REPORT))
                .isEqualTo(new ExtendedReport(0xf0000002L, List.of(4, 7), List.of(metrics)));
    }

    @Test
    void namesOtherPacketsByType() {
        assertThat(only("81cd0002" + "f0000002" + "f0000001")).isEqualTo(new Unknown(205, 12));
    }

    @Test
    void readsCompoundsInAnyOrder() {
        RtcpCompound compound = parse(EXTENDED_REPORT + BYE + SOURCE_DESCRIPTION + RECEIVER_REPORT);
        assertThat(compound.error()).isNull();
        assertThat(compound.packets()).extracting(packet -> (Object) packet.getClass()).containsExactly(
                ExtendedReport.class, Bye.class, SourceDescription.class, ReceiverReport.class);
    }

    @Test
    void leavesPaddingOut() {
        assertThat(only("a1cb0002" + "f0000002" + "00000004")).isEqualTo(new Bye(List.of(0xf0000002L), null));
    }

    @Test
    void stopsAtEveryCutAndKeepsWhatCameBefore() {
        byte[] whole = HexFormat.of().parseHex(SENDER_REPORT + SOURCE_DESCRIPTION + EXTENDED_REPORT + BYE);
        int[] ends = {52, 80, 136, 148};
        for (int length = 0; length <= whole.length; length++) {
            int cut = length;
            RtcpCompound compound = RtcpPacket.parseCompound(Arrays.copyOf(whole, length), 0, length);
            int complete = (int) Arrays.stream(ends).filter(end -> end <= cut).count();
            boolean atEnd = length == 0 || Arrays.stream(ends).anyMatch(end -> end == cut);
            assertThat(compound.packets()).as("length %d", length).hasSize(complete);
            assertThat(compound.error() == null).as("length %d", length).isEqualTo(atEnd);
        }
    }

    @Test
    void readsAtAnOffset() {
        byte[] packet = HexFormat.of().parseHex(SENDER_REPORT);
        byte[] shifted = new byte[packet.length + 5];
        System.arraycopy(packet, 0, shifted, 5, packet.length);
        assertThat(RtcpPacket.parseCompound(shifted, 5, packet.length).packets())
                .isEqualTo(parse(SENDER_REPORT).packets());
    }

    @Test
    void namesTheCountThatLied() {
        RtcpCompound compound = parse("82c90007" + "f0000003" + REPORT_BLOCK);
        assertThat(compound.packets()).containsExactly(new ReceiverReport(0xf0000003L, List.of(block())));
        assertThat(compound.error()).hasToString(
                "RTCP report block: needs 24 bytes at offset 32, 0 available (length from RTCP report count)");
    }

    @Test
    void boundsThePacketsOfACompound() {
        RtcpCompound compound = parse("80cb0000".repeat(1000));
        assertThat(compound.packets()).hasSize(RtcpParser.MAX_PACKETS);
        assertThat(compound.error()).isNotNull();
    }

    @Test
    void neverThrowsOnAlteredBytes() {
        Random random = new Random(17);
        byte[] whole = HexFormat.of().parseHex(SENDER_REPORT + SOURCE_DESCRIPTION + EXTENDED_REPORT + BYE);
        for (int i = 0; i < 5000; i++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(altered.length)] = (byte) random.nextInt();
            altered[random.nextInt(altered.length)] = (byte) random.nextInt();
            assertThat(RtcpPacket.parseCompound(altered, 0, altered.length).packets()).hasSizeLessThan(40);
        }
    }

    @Test
    void computesRoundTripFromAReport() {
        // Half a second held, 0.1 s on the way to the receiver and back.
        assertThat(block().roundTripNs(600_000_000)).isEqualTo(100_000_000);
    }

    @Test
    void takesReportsApartBySource() {
        byte[] whole = HexFormat.of().parseHex(SENDER_REPORT + SOURCE_DESCRIPTION + EXTENDED_REPORT + BYE);
        RtcpCompound compound = RtcpPacket.parseCompound(whole, 0, whole.length);
        List<RtcpPacket> parts = new ArrayList<>();
        ReportsBySource.of(compound).values().forEach(part -> {
            RtcpCompound read = RtcpPacket.parseCompound(part, 0, part.length);
            assertThat(read.error()).isNull();
            parts.addAll(read.packets());
        });
        assertThat(blocks(parts)).isEqualTo(blocks(compound.packets())).isNotEmpty();
        assertThat(metrics(parts)).isEqualTo(metrics(compound.packets())).isNotEmpty();
    }

    private static Set<ReportBlock> blocks(List<RtcpPacket> packets) {
        return packets.stream().flatMap(p -> p instanceof SenderReport s ? s.reports().stream() : Stream.of())
                .collect(Collectors.toSet());
    }

    private static Set<VoipMetrics> metrics(List<RtcpPacket> packets) {
        return packets.stream().flatMap(p -> p instanceof ExtendedReport x ? x.voipMetrics().stream() : Stream.of())
                .collect(Collectors.toSet());
    }
}
