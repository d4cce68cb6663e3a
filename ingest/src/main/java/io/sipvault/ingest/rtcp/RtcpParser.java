package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.rtcp.RtcpPacket.Bye;
import io.sipvault.ingest.rtcp.RtcpPacket.ExtendedReport;
import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceDescription;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceName;
import io.sipvault.ingest.rtcp.RtcpPacket.Unknown;
import io.sipvault.ingest.wire.Bytes;
import io.sipvault.ingest.wire.DecodeError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a compound packet by the lengths in its headers
 * (<a href="https://www.rfc-editor.org/rfc/rfc3550#section-6.1">RFC 3550 6.1</a>).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P|  count  |      PT       |   length in words, minus one  |
 * </pre>
 */
final class RtcpParser {
    static final int MAX_PACKETS = 64;

    private static final int HEADER_LENGTH = 4;
    static final int SENDER_REPORT = 200;
    static final int RECEIVER_REPORT = 201;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    static final int EXTENDED_REPORT = 207;
    private static final int SENDER_INFO_LENGTH = 20;
    private static final int CNAME_ITEM = 1;

    private final byte[] bytes;
    private final int end;
    private final List<RtcpPacket> packets = new ArrayList<>(4);
    private int at;
    /** Where the packet that is being read ends. */
    private int limit;
    private @Nullable DecodeError error;

    RtcpParser(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    RtcpCompound parse() {
        while (at < end && error == null && packets.size() < MAX_PACKETS) {
            parsePacket();
        }
        if (at < end && error == null) {
            error = new DecodeError("RTCP packet " + (MAX_PACKETS + 1), at, 0, end - at, "UDP payload");
        }
        return new RtcpCompound(List.copyOf(packets), error);
    }

    private void parsePacket() {
        if (end - at < HEADER_LENGTH || Bytes.u8(bytes, at) >> 6 != 2) {
            error = new DecodeError("RTCP header of version 2", at, HEADER_LENGTH, end - at, "UDP payload");
            return;
        }
        int length = 4 * (Bytes.u16(bytes, at + 2) + 1);
        if (end - at < length) {
            error = new DecodeError("RTCP packet", at, length, end - at, "RTCP length field");
            return;
        }
        limit = at + length - padding(length);
        RtcpPacket packet = parseBody(Bytes.u8(bytes, at + 1), Bytes.u8(bytes, at) & 0x1f);
        if (packet != null) {
            packets.add(packet);
        }
        at += length;
    }

    /** Bytes of padding, which counts itself in its last byte (RFC 3550 6.4.1); 0 where that count is nonsense. */
    private int padding(int length) {
        int padding = (bytes[at] & 0x20) == 0 ? 0 : Bytes.u8(bytes, at + length - 1);
        return padding <= length - HEADER_LENGTH ? padding : 0;
    }

    private @Nullable RtcpPacket parseBody(int type, int count) {
        return switch (type) {
            case SENDER_REPORT -> senderReport(count);
            case RECEIVER_REPORT -> receiverReport(count);
            case SOURCE_DESCRIPTION -> sourceDescription(count);
            case BYE -> bye(count);
            case EXTENDED_REPORT -> extendedReport();
            default -> new Unknown(type, limit - at);
        };
    }

    /** Whether the packet has so many bytes from an offset on; if not, that is the damage. */
    private boolean holds(String layer, int offset, int required, String lengthFrom) {
        if (limit - offset >= required) {
            return true;
        }
        error = new DecodeError(layer, offset, required, limit - offset, lengthFrom);
        return false;
    }

    private @Nullable SenderReport senderReport(int count) {
        int infoAt = at + HEADER_LENGTH + 4;
        if (!holds("RTCP sender report", at, HEADER_LENGTH + 4 + SENDER_INFO_LENGTH, "RTCP length field")) {
            return null;
        }
        List<ReportBlock> reports = reportBlocks(infoAt + SENDER_INFO_LENGTH, count);
        return new SenderReport(Bytes.u32(bytes, at + HEADER_LENGTH), Bytes.i64(bytes, infoAt),
                Bytes.i32(bytes, infoAt + 8), Bytes.u32(bytes, infoAt + 12), Bytes.u32(bytes, infoAt + 16), reports);
    }

    private @Nullable ReceiverReport receiverReport(int count) {
        if (!holds("RTCP receiver report", at, HEADER_LENGTH + 4, "RTCP length field")) {
            return null;
        }
        List<ReportBlock> reports = reportBlocks(at + HEADER_LENGTH + 4, count);
        return new ReceiverReport(Bytes.u32(bytes, at + HEADER_LENGTH), reports);
    }

    private List<ReportBlock> reportBlocks(int from, int count) {
        List<ReportBlock> reports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int blockAt = from + i * ReportBlock.LENGTH;
            if (!holds("RTCP report block", blockAt, ReportBlock.LENGTH, "RTCP report count")) {
                break;
            }
            reports.add(ReportBlock.at(bytes, blockAt));
        }
        return List.copyOf(reports);
    }

    private SourceDescription sourceDescription(int count) {
        List<SourceName> sources = new ArrayList<>(count);
        int chunkAt = at + HEADER_LENGTH;
        for (int i = 0; i < count && error == null; i++) {
            if (holds("RTCP SDES chunk", chunkAt, 4, "RTCP source count")) {
                chunkAt = sourceChunk(chunkAt, sources);
            }
        }
        return new SourceDescription(List.copyOf(sources));
    }

    /** Reads an SSRC and its items, ended by a zero and padded to a word; gives where the next chunk is. */
    private int sourceChunk(int chunkAt, List<SourceName> sources) {
        String cname = null;
        int itemAt = chunkAt + 4;
        while (itemAt < limit && bytes[itemAt] != 0 && sdesItemFits(itemAt)) {
            int itemLength = Bytes.u8(bytes, itemAt + 1);
            if (bytes[itemAt] == CNAME_ITEM && cname == null) {
                cname = text(itemAt + 2, itemLength);
            }
            itemAt += 2 + itemLength;
        }
        sources.add(new SourceName(Bytes.u32(bytes, chunkAt), cname));
        return chunkAt + 4 + ((itemAt - chunkAt - 4) / 4 + 1) * 4;
    }

    private boolean sdesItemFits(int itemAt) {
        return holds("RTCP SDES item", itemAt, 2, "RTCP length field")
                && holds("RTCP SDES item", itemAt, 2 + Bytes.u8(bytes, itemAt + 1), "RTCP SDES item length");
    }

    private Bye bye(int count) {
        List<Long> ssrcs = new ArrayList<>(count);
        int sourceAt = at + HEADER_LENGTH;
        for (int i = 0; i < count && holds("RTCP BYE source", sourceAt, 4, "RTCP source count"); i++) {
            ssrcs.add(Bytes.u32(bytes, sourceAt));
            sourceAt += 4;
        }
        return new Bye(List.copyOf(ssrcs), byeReason(sourceAt));
    }

    private @Nullable String byeReason(int reasonAt) {
        if (error != null || reasonAt >= limit || bytes[reasonAt] == 0) {
            return null;
        }
        int length = Bytes.u8(bytes, reasonAt);
        return holds("RTCP BYE reason", reasonAt, 1 + length, "RTCP BYE reason length")
                ? text(reasonAt + 1, length)
                : null;
    }

    private String text(int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private @Nullable ExtendedReport extendedReport() {
        if (!holds("RTCP extended report", at, HEADER_LENGTH + 4, "RTCP length field")) {
            return null;
        }
        List<Integer> blockTypes = new ArrayList<>();
        List<VoipMetrics> voipMetrics = new ArrayList<>(1);
        int blockAt = at + HEADER_LENGTH + 4;
        while (blockAt < limit && extendedBlockFits(blockAt)) {
            blockTypes.add(Bytes.u8(bytes, blockAt));
            int bodyLength = 4 * Bytes.u16(bytes, blockAt + 2);
            if (Bytes.u8(bytes, blockAt) == VoipMetrics.BLOCK_TYPE && bodyLength >= VoipMetrics.LENGTH) {
                voipMetrics.add(VoipMetrics.at(bytes, blockAt + 4));
            }
            blockAt += 4 + bodyLength;
        }
        return new ExtendedReport(Bytes.u32(bytes, at + HEADER_LENGTH), List.copyOf(blockTypes),
                List.copyOf(voipMetrics));
    }

    private boolean extendedBlockFits(int blockAt) {
        return holds("RTCP XR block", blockAt, 4, "RTCP length field") && holds("RTCP XR block", blockAt,
                4 + 4 * Bytes.u16(bytes, blockAt + 2), "RTCP XR block length");
    }
}
