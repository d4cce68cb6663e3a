package io.sipvault.ingest.rtcp;

import io.sipvault.ingest.rtcp.RtcpPacket.Bye;
import io.sipvault.ingest.rtcp.RtcpPacket.ExtendedReport;
import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceDescription;
import io.sipvault.ingest.rtcp.RtcpPacket.Unknown;
import io.sipvault.ingest.wire.ByteSink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes a compound packet apart by the sources that it reports about. Of each source it makes a small compound: the sender
 * or receiver report with the one block about it, and its VoIP metrics. So what a packet gives is not much longer than it
 * is, however many sources it names.
 */
public final class ReportsBySource {
    private static final int ONE_BLOCK = 0x81;
    private static final int SENDER_REPORT_WORDS = 12;
    private static final int RECEIVER_REPORT_WORDS = 7;
    private static final int EXTENDED_REPORT_WORDS = 10;

    private final Map<Integer, ByteSink> bySource = new LinkedHashMap<>(2);

    private ReportsBySource() {}

    /** By SSRC, compounds that {@link RtcpPacket#parseCompound} reads. */
    public static Map<Integer, byte[]> of(RtcpCompound compound) {
        ReportsBySource reports = new ReportsBySource();
        compound.packets().forEach(reports::take);
        Map<Integer, byte[]> bytes = new LinkedHashMap<>();
        reports.bySource.forEach((ssrc, sink) -> bytes.put(ssrc, sink.toByteArray()));
        return bytes;
    }

    private void take(RtcpPacket packet) {
        switch (packet) {
            case SenderReport sender -> sender.reports().forEach(block -> sender(sender, block));
            case ReceiverReport receiver -> receiver.reports().forEach(block -> receiver(receiver, block));
            case ExtendedReport extended -> extended.voipMetrics().forEach(metrics -> extended(extended, metrics));
            case SourceDescription ignored -> {
            }
            case Bye ignored -> {
            }
            case Unknown ignored -> {
            }
        }
    }

    private ByteSink begin(long about, int count, int type, int words, long reporter) {
        ByteSink out = bySource.computeIfAbsent((int) about, s -> new ByteSink(64));
        out.i32(count << 24 | type << 16 | words);
        out.i32((int) reporter);
        return out;
    }

    private void sender(SenderReport report, ReportBlock block) {
        ByteSink out = begin(block.ssrc(), ONE_BLOCK, RtcpParser.SENDER_REPORT, SENDER_REPORT_WORDS, report.ssrc());
        out.i64(report.ntpTimestamp());
        out.i32(report.rtpTimestamp());
        out.i32((int) report.packets());
        out.i32((int) report.octets());
        block.write(out);
    }

    private void receiver(ReceiverReport report, ReportBlock block) {
        block.write(begin(block.ssrc(), ONE_BLOCK, RtcpParser.RECEIVER_REPORT, RECEIVER_REPORT_WORDS, report.ssrc()));
    }

    private void extended(ExtendedReport report, VoipMetrics m) {
        ByteSink out = begin(m.ssrc(), ONE_BLOCK - 1, RtcpParser.EXTENDED_REPORT, EXTENDED_REPORT_WORDS,
                report.ssrc());
        out.i32(VoipMetrics.BLOCK_TYPE << 24 | VoipMetrics.LENGTH / 4);
        out.i32((int) m.ssrc());
        bytes(out, m.lossRate(), m.discardRate(), m.burstDensity(), m.gapDensity());
        words(out, m.burstDurationMs(), m.gapDurationMs(), m.roundTripDelayMs(), m.endSystemDelayMs());
        bytes(out, m.signalLevelDbm0(), m.noiseLevelDbm0(), m.residualEchoReturnLossDb(), m.gmin(), m.rFactor(),
                m.externalRFactor(), m.mosListeningTenths(), m.mosConversationalTenths(),
                m.receiverConfiguration(), 0);
        words(out, m.jitterBufferNominalMs(), m.jitterBufferMaximumMs(), m.jitterBufferAbsoluteMaximumMs());
    }

    private static void bytes(ByteSink out, int... values) {
        for (int value : values) {
            out.u8(value);
        }
    }

    private static void words(ByteSink out, int... values) {
        for (int value : values) {
            bytes(out, value >> 8, value);
        }
    }
}
