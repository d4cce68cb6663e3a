package io.sipvault.ingest.rtcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in JSON, in the ways in which PBXs, media proxies and capture agents write them. */
final class RtcpJsonTest {
    private static final String BLOCK = "{\"source_ssrc\": 4711, \"fraction_lost\": 64, \"packets_lost\": 5,"
            + " \"highest_seq_no\": 70000, \"ia_jitter\": 320, \"lsr\": 305419896, \"dlsr\": 65536}";

    private static RtcpPacket packet(String json) {
        byte[] bytes = ("  " + json).getBytes(UTF_8);
        byte[] packet = Objects.requireNonNull(RtcpJson.packet(bytes, 2, bytes.length - 2), json);
        RtcpCompound compound = RtcpPacket.parseCompound(packet, 0, packet.length);
        assertThat(compound.error()).isNull();
        return compound.packets().getFirst();
    }

    @Test
    void readsASenderReportWithTheHalvesOfItsWallClockAsInThePacket() {
        SenderReport report = (SenderReport) packet("""
                {"sender_information": {"ntp_timestamp_sec": 3953771345, "ntp_timestamp_usec": 2147483648,
                 "rtp_timestamp": 2944344000, "packets": 200, "octets": 32000}, "ssrc": 3571175962, "type": 200,
                 "report_count": 1, "report_blocks": [""" + BLOCK + "], \"sdes_ssrc\": 0}");

        assertThat(report.ssrc()).isEqualTo(3_571_175_962L);
        assertThat(report.ntpTimestamp() >>> 32).isEqualTo(3_953_771_345L);
        assertThat(report.ntpTimestamp() & 0xffff_ffffL).isEqualTo(0x8000_0000L);
        assertThat(report.rtpTimestamp()).isEqualTo((int) 2_944_344_000L);
        assertThat(report.packets()).isEqualTo(200);
        assertThat(report.octets()).isEqualTo(32_000);
        assertThat(report.reports())
                .containsExactly(new ReportBlock(4711, 64, 5, 70_000, 320, 305_419_896L, 65_536));
    }

    @Test
    void readsASenderReportWithSecondsSince1970AndNumbersAsText() {
        SenderReport report = (SenderReport) packet("""
                {"ssrc": 17, "type": 200, "report_count": 0, "report_blocks": [], "sender_information":
                 {"ntp_timestamp_sec": "1764000000", "ntp_timestamp_usec": "500000", "rtp_timestamp": 160, "packets": 1,
                  "octets": 160}}""");

        assertThat(report.ntpTimestamp() >>> 32).isEqualTo(1_764_000_000L + 2_208_988_800L);
        assertThat(report.ntpTimestamp() & 0xffff_ffffL).isEqualTo(0x8000_0000L);
    }

    /** As rtpengine 10.5 wrote it. */
    @Test
    void readsAReportOfRtpengineWithItsSourceDescription() {
        SenderReport report = (SenderReport) packet(
                """
                        { "sender_information":{"ntp_timestamp_sec":4004702780,"ntp_timestamp_usec":3554979840,"octets":8000,\
                        "rtp_timestamp":8000, "packets":50},"ssrc":286331153,"type":200,"report_count":1,"report_blocks":[\
                        {"source_ssrc":572662306,"highest_seq_no":50,"fraction_lost":64,"ia_jitter":320,"packets_lost":16777211,\
                        "lsr":305419896,"dlsr":65536}],"sdes_report_count":1,"sdes_information": [ \
                        {"sdes_chunk_ssrc":286331153,"type":1,"text":"ab"}] }""");

        assertThat(report.ntpTimestamp()).isEqualTo(4_004_702_780L << 32 | 3_554_979_840L);
        assertThat(report.reports())
                .containsExactly(new ReportBlock(572_662_306L, 64, -5, 50, 320, 305_419_896L, 65_536));
    }

    @Test
    void readsLossesWithoutTheirSignAsNegative() {
        ReceiverReport report = (ReceiverReport) packet("{\"ssrc\": 17, \"type\": 201, \"report_blocks\": ["
                + BLOCK.replace("\"packets_lost\": 5", "\"packets_lost\": 16777211") + ", "
                + BLOCK.replace("\"packets_lost\": 5", "\"packets_lost\": -5") + "]}");

        assertThat(report.reports()).extracting(ReportBlock::cumulativeLost).containsExactly(-5, -5);
    }

    @Test
    void leavesOutBlocksThatAWriterFilledWithZeros() {
        ReceiverReport report = (ReceiverReport) packet("""
                {"ssrc": 17, "type": 201, "report_count": 1, "report_blocks": [{"source_ssrc": 0, "fraction_lost": 0,
                 "packets_lost": 0, "highest_seq_no": 0, "ia_jitter": 0, "lsr": 0, "dlsr": 0}, 7, null]}""");

        assertThat(report.ssrc()).isEqualTo(17);
        assertThat(report.reports()).isEmpty();
    }

    @Test
    void takesAReportWithoutTypeForAReceivers() {
        assertThat(packet("{\"ssrc\": 17, \"report_blocks\": [" + BLOCK + "]}")).isInstanceOf(ReceiverReport.class);
    }

    @Test
    void readsThirtyOneBlocksAtMost() {
        ReceiverReport report = (ReceiverReport) packet("{\"ssrc\": 17, \"type\": 201, \"report_blocks\": ["
                + (BLOCK + ",").repeat(40) + BLOCK + "]}");

        assertThat(report.reports()).hasSize(31);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "17", "{}", "{\"ssrc\": 1}", "{\"ssrc\": 1, \"type\": 203}",
            "{\"ssrc\": 1, \"type\": 200}", "{\"type\": 201, \"report_blocks\": []}",
            "{\"ssrc\": 1, \"type\": 200, \"sender_information\": 7}", "{\"ssrc\": 1, \"type\": 201} x",
            "{\"ssrc\": [[[[[[[[[[1]]]]]]]]]], \"type\": 201}"})
    void refusesWhatIsNoReport(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        assertThat(RtcpJson.packet(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void throwsOnNoBytes() {
        Random random = new Random(3);
        byte[] whole = ("{\"sender_information\": {\"ntp_timestamp_sec\": 1e999, \"packets\": -1}, \"ssrc\": 1e30,"
                + " \"type\": 200, \"report_blocks\": [" + BLOCK + "]}").getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] packet = RtcpJson.packet(bytes, 0, random.nextInt(bytes.length + 1));
            assertThat(packet == null ? 0 : packet.length % 4).isZero();
        }
    }
}
