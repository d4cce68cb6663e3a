package io.sipvault.indexer.fold;

import io.sipvault.indexer.rtcp.RoundTrip;
import io.sipvault.indexer.rtcp.RtcpFigures;
import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.rtcp.ReportBlock;
import io.sipvault.ingest.rtcp.RtcpPacket.SenderReport;
import io.sipvault.ingest.rtcp.VoipMetrics;
import org.jspecify.annotations.Nullable;

/** What of RTCP is shown: figures as they were sent, beside what they mean in ms. */
final class RtcpViews {
    private static final double MS_PER_S = 1000;
    private static final double TENTHS = 10;

    private RtcpViews() {}

    /**
     * @param clockRateHz
     *            of the stream's codec, 0 when unknown
     */
    static RtcpView of(RtcpFigures f, int clockRateHz) {
        SenderReport sent = f.lastSent();
        ReportBlock last = f.lastReport();
        RoundTrip trip = f.roundTrip();
        return new RtcpView(f.packets(), ViewJson.instant(f.firstNs()), ViewJson.instant(f.lastNs()), f.cname(),
                f.byes(), f.senderReports(), sent == null ? null : Long.valueOf(sent.packets()),
                sent == null ? null : Long.valueOf(sent.octets()), f.reports(),
                last == null ? null : Integer.valueOf(last.cumulativeLost()),
                last == null ? null : Integer.valueOf(last.fractionLost()),
                last == null ? null : Integer.valueOf(f.fractionLostMax()),
                last == null ? null : Long.valueOf(last.extendedHighestSequenceNumber()),
                last == null ? null : Long.valueOf(last.jitterRtpUnits()),
                last == null ? null : ms(last.jitterRtpUnits(), clockRateHz),
                last == null ? null : Long.valueOf(f.jitterMaxRtpUnits()),
                last == null ? null : ms(f.jitterMaxRtpUnits(), clockRateHz),
                StreamViews.roundedOrNull(trip.wholeMs()), StreamViews.roundedOrNull(trip.toReceiverMs()),
                StreamViews.roundedOrNull(trip.toSenderMs()), xr(f));
    }

    private static @Nullable Double ms(long rtpUnits, int clockRateHz) {
        return clockRateHz == 0 ? null : Double.valueOf(StreamViews.rounded(rtpUnits * MS_PER_S / clockRateHz));
    }

    private static RtcpView.@Nullable Xr xr(RtcpFigures f) {
        VoipMetrics m = f.lastMetrics();
        return m == null
                ? null
                : new RtcpView.Xr(f.metricsReports(), m.lossRate(), m.discardRate(), m.burstDensity(),
                        m.gapDensity(), m.burstDurationMs(), m.gapDurationMs(), positive(m.roundTripDelayMs()),
                        positive(m.endSystemDelayMs()), known(m.signalLevelDbm0()), known(m.noiseLevelDbm0()),
                        known(m.residualEchoReturnLossDb()), known(m.rFactor()), known(m.externalRFactor()),
                        tenths(m.mosListeningTenths()), tenths(m.mosConversationalTenths()),
                        m.jitterBufferNominalMs(), m.jitterBufferMaximumMs());
    }

    private static @Nullable Integer positive(int value) {
        return value == 0 ? null : Integer.valueOf(value);
    }

    private static @Nullable Integer known(int value) {
        return value == VoipMetrics.UNAVAILABLE ? null : Integer.valueOf(value);
    }

    private static @Nullable Double tenths(int value) {
        return value == VoipMetrics.UNAVAILABLE ? null : Double.valueOf(value / TENTHS);
    }
}
