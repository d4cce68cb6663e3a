package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.wire.ByteSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a sender or receiver report as PBXs, media proxies and capture agents write it in JSON for collectors of HEP, and makes
 * the packet of it that it was made of, RFC 3550 6.4. Jitter is in units of the RTP clock there, the loss a fraction of 256, and
 * the cumulative loss 24 bits, with or without their sign. What a writer fills in as zeros where it had nothing is left out.
 */
public final class RtcpJson {
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_BLOCKS = 31;
    private static final int HEADER_WORDS = 2;
    private static final int SENDER_WORDS = 5;
    /** Seconds from 1900, where NTP counts from, to 1970. */
    private static final long NTP_TO_UNIX = 2_208_988_800L;
    private static final long MICROSECONDS = 1_000_000;
    private static final long U32 = 0xffff_ffffL;
    private static final int MOST_FRACTION = 255;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(MOST_BYTES).build())
            .build()).build();

    private RtcpJson() {}

    /** The packet, which {@link RtcpPacket#parseCompound} reads; null when the bytes are no report. */
    public static byte @Nullable [] packet(byte[] b, int offset, int length) {
        if (length > MOST_BYTES) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(b, offset, length);
            return json != null && json.isObject() && json.has("ssrc") ? packet(json) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static byte @Nullable [] packet(JsonNode json) {
        long ssrc = u32(json, "ssrc");
        List<ReportBlock> blocks = blocks(json.path("report_blocks"));
        JsonNode sender = json.path("sender_information");
        int type = (int) u32(json, "type");
        if (type == RtcpParser.SENDER_REPORT && sender.isObject()) {
            return bytes(new SenderReport(ssrc, ntp(u32(sender, "ntp_timestamp_sec"), u32(sender,
                    "ntp_timestamp_usec")), (int) u32(sender, "rtp_timestamp"), u32(sender, "packets"),
                    u32(sender, "octets"), blocks));
        }
        return type == RtcpParser.RECEIVER_REPORT || !blocks.isEmpty() ? bytes(new ReceiverReport(ssrc, blocks)) : null;
    }

    private static List<ReportBlock> blocks(JsonNode all) {
        List<ReportBlock> blocks = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_BLOCKS, all.size()); i++) {
            JsonNode block = all.get(i);
            if (block.isObject() && (u32(block, "source_ssrc") != 0 || u32(block, "highest_seq_no") != 0)) {
                blocks.add(new ReportBlock(u32(block, "source_ssrc"),
                        (int) Math.min(MOST_FRACTION, u32(block, "fraction_lost")),
                        (int) u32(block, "packets_lost") << 8 >> 8, u32(block, "highest_seq_no"),
                        u32(block, "ia_jitter"), u32(block, "lsr"), u32(block, "dlsr")));
            }
        }
        return blocks;
    }

    /**
     * The wall clock as NTP has it. Some write its two halves as they stand in the packet, under whatever names; others seconds
     * since 1970 and microseconds.
     */
    private static long ntp(long seconds, long rest) {
        return seconds >= NTP_TO_UNIX || seconds == 0
                ? seconds << Integer.SIZE | rest
                : seconds + NTP_TO_UNIX << Integer.SIZE
                        | Math.min(rest, MICROSECONDS - 1) * (U32 + 1) / MICROSECONDS;
    }

    /** A number, also one that is written as text; 0 where there is none. */
    private static long u32(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return (value.isNumber() ? (long) value.asDouble() : value.asLong(0)) & U32;
    }

    private static byte[] bytes(SenderReport report) {
        ByteSink out = begun(RtcpParser.SENDER_REPORT, HEADER_WORDS + SENDER_WORDS, report.ssrc(), report.reports());
        out.i64(report.ntpTimestamp());
        out.i32(report.rtpTimestamp());
        out.i32((int) report.packets());
        out.i32((int) report.octets());
        report.reports().forEach(block -> block.write(out));
        return out.toByteArray();
    }

    private static byte[] bytes(ReceiverReport report) {
        ByteSink out = begun(RtcpParser.RECEIVER_REPORT, HEADER_WORDS, report.ssrc(), report.reports());
        report.reports().forEach(block -> block.write(out));
        return out.toByteArray();
    }

    private static ByteSink begun(int type, int words, long ssrc, List<ReportBlock> blocks) {
        ByteSink out = new ByteSink(64);
        int length = words + blocks.size() * ReportBlock.LENGTH / Integer.BYTES;
        out.i32((0x80 | blocks.size()) << 24 | type << 16 | length - 1);
        out.i32((int) ssrc);
        return out;
    }
}
