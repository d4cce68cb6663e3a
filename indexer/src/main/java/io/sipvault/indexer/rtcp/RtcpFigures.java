package io.sipvault.indexer.rtcp;

import io.sipvault.ingest.fragment.RtpEntry.Rtcp;
import io.sipvault.ingest.rtcp.ReportBlock;
import io.sipvault.ingest.rtcp.RtcpPacket;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.VoipMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What RTCP said of one stream at one vantage.
 *
 * @param packets
 *            RTCP packets that speak of it
 * @param firstNs
 *            capture time of the first of them
 * @param lastNs
 *            capture time of the last
 * @param senderReports
 *            sender reports of its source
 * @param lastSent
 *            the last of those; null without
 * @param cname
 *            of its source; null when none was sent
 * @param byes
 *            BYE packets of its source
 * @param reports
 *            report blocks of its receiver
 * @param lastReport
 *            the last of those; null without
 * @param fractionLostMax
 *            of all report blocks, in 1/256
 * @param jitterMaxRtpUnits
 *            of all report blocks
 * @param metricsReports
 *            VoIP metrics blocks of its receiver
 * @param lastMetrics
 *            the last of those; null without
 */
public record RtcpFigures(int packets, long firstNs, long lastNs, int senderReports, @Nullable SenderReport lastSent,
        @Nullable String cname, int byes, int reports, @Nullable ReportBlock lastReport, int fractionLostMax,
        long jitterMaxRtpUnits, int metricsReports, @Nullable VoipMetrics lastMetrics, RoundTrip roundTrip) {
    private static final Comparator<Rtcp> ORDER = Comparator.comparingLong(Rtcp::timeNs).thenComparing(Rtcp::reverse)
            .thenComparing(Rtcp::bytes, Arrays::compareUnsigned);

    /**
     * Reads the packets of a stream, in any order; the same one of several chunks counts once.
     *
     * @param ssrc
     *            of the stream
     * @return null without packets
     */
    public static @Nullable RtcpFigures of(Collection<Rtcp> packets, int ssrc) {
        List<Rtcp> distinct = distinct(packets);
        if (distinct.isEmpty()) {
            return null;
        }
        RtcpReader reader = new RtcpReader(Integer.toUnsignedLong(ssrc));
        for (Rtcp packet : distinct) {
            List<RtcpPacket> compound = RtcpPacket.parseCompound(packet.bytes(), 0, packet.bytes().length).packets();
            reader.take(packet.timeNs(), packet.reverse(), compound);
        }
        return reader.figures(distinct.size(), distinct.getFirst().timeNs(), distinct.getLast().timeNs());
    }

    private static List<Rtcp> distinct(Collection<Rtcp> packets) {
        List<Rtcp> distinct = new ArrayList<>(packets.size());
        packets.stream().sorted(ORDER).forEach(packet -> {
            if (distinct.isEmpty() || ORDER.compare(distinct.getLast(), packet) != 0) {
                distinct.add(packet);
            }
        });
        return distinct;
    }
}
