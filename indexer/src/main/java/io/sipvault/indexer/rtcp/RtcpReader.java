package io.sipvault.indexer.rtcp;

import io.sipvault.ingest.rtcp.ReportBlock;
import io.sipvault.ingest.rtcp.RtcpPacket;
import io.sipvault.ingest.rtcp.RtcpPacket.Bye;
import io.sipvault.ingest.rtcp.RtcpPacket.ExtendedReport;
import io.sipvault.ingest.rtcp.RtcpPacket.ReceiverReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceDescription;
import io.sipvault.ingest.rtcp.RtcpPacket.SourceName;
import io.sipvault.ingest.rtcp.RtcpPacket.Unknown;
import io.sipvault.ingest.rtcp.VoipMetrics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the RTCP packets of a stream in order of time. */
final class RtcpReader {
    private final long ssrc;
    private final RoundTripMeter trips = new RoundTripMeter();
    private int senderReports;
    private @Nullable SenderReport lastSent;
    private @Nullable String cname;
    private int byes;
    private int reports;
    private @Nullable ReportBlock lastReport;
    private int fractionLostMax;
    private long jitterMax;
    private int metricsReports;
    private @Nullable VoipMetrics lastMetrics;

    RtcpReader(long ssrc) {
        this.ssrc = ssrc;
    }

    void take(long timeNs, boolean reverse, List<RtcpPacket> compound) {
        for (RtcpPacket packet : compound) {
            switch (packet) {
                case SenderReport sent -> sender(timeNs, reverse, sent);
                case ReceiverReport received -> blocks(timeNs, reverse, received.reports());
                case ExtendedReport extended -> metrics(reverse, extended);
                case SourceDescription description -> names(reverse, description);
                case Bye bye -> byes += !reverse && bye.ssrcs().contains(ssrc) ? 1 : 0;
                case Unknown ignored -> {
                }
            }
        }
    }

    private void sender(long timeNs, boolean reverse, SenderReport report) {
        trips.senderReport(timeNs, report);
        if (!reverse && report.ssrc() == ssrc) {
            senderReports++;
            lastSent = report;
        }
        blocks(timeNs, reverse, report.reports());
    }

    private void blocks(long timeNs, boolean reverse, List<ReportBlock> blocks) {
        for (ReportBlock block : blocks) {
            trips.report(timeNs, reverse, block);
            if (reverse && block.ssrc() == ssrc) {
                reports++;
                lastReport = block;
                fractionLostMax = Math.max(fractionLostMax, block.fractionLost());
                jitterMax = Math.max(jitterMax, block.jitterRtpUnits());
            }
        }
    }

    private void metrics(boolean reverse, ExtendedReport extended) {
        for (VoipMetrics metrics : extended.voipMetrics()) {
            if (reverse && metrics.ssrc() == ssrc) {
                metricsReports++;
                lastMetrics = metrics;
            }
        }
    }

    private void names(boolean reverse, SourceDescription description) {
        for (SourceName name : description.sources()) {
            if (!reverse && name.ssrc() == ssrc && name.cname() != null) {
                cname = name.cname();
            }
        }
    }

    RtcpFigures figures(int packets, long firstNs, long lastNs) {
        return new RtcpFigures(packets, firstNs, lastNs, senderReports, lastSent, cname, byes, reports, lastReport,
                fractionLostMax, jitterMax, metricsReports, lastMetrics, trips.roundTrip());
    }
}
