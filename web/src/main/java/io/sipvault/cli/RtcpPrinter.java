package io.sipvault.cli;

import io.sipvault.indexer.view.RtcpView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.ingest.fragment.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What RTCP said of a stream, in lines: the endpoints' own figures, beside what was measured. */
final class RtcpPrinter {
    private RtcpPrinter() {}

    static List<String> lines(StreamView stream) {
        RtcpView rtcp = stream.rtcp();
        if (rtcp == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("RTCP      " + stream.ssrc() + " " + stream.src() + " > " + stream.dst()
                + (stream.packets() == 0 ? withoutRtp(stream) : "") + ": " + receiver(rtcp));
        lines.add("          " + sender(rtcp));
        addTo(lines, roundTrip(stream, rtcp));
        addTo(lines, metrics(rtcp.xr()));
        return lines;
    }

    private static String withoutRtp(StreamView stream) {
        return Reporter.isReported(stream.agent())
                ? ", as " + stream.agent() + " reports"
                : ", of which no RTP was seen";
    }

    private static void addTo(List<String> lines, @Nullable String line) {
        if (line != null) {
            lines.add("          " + line);
        }
    }

    private static String receiver(RtcpView r) {
        if (r.reports() == 0) {
            return "no report of its receiver";
        }
        String jitter = r.jitterMs() == null ? "" : format(" (%.1f ms)", r.jitterMs());
        return format("%d reports of its receiver, the last: %d lost in all, %d/256 lately, jitter %d units%s",
                r.reports(), r.cumulativeLost(), r.fractionLost(), r.jitter(), jitter);
    }

    private static String sender(RtcpView r) {
        String sent = r.packetsSent() == null
                ? "no sender report"
                : format("%d sender reports, the last: %d packets sent", r.senderReports(), r.packetsSent());
        return sent + (r.cname() == null ? "" : "; cname " + r.cname())
                + (r.byes() == 0 ? "" : format("; BYE %dx", r.byes()));
    }

    private static @Nullable String roundTrip(StreamView stream, RtcpView r) {
        if (r.roundTripToReceiverMs() == null && r.roundTripToSenderMs() == null) {
            return null;
        }
        String score = stream.mosCq() == null ? "" : format("; conversational MOS %.2f", stream.mosCq());
        return "round trip " + ms(r.roundTripMs()) + ": from here to its receiver " + ms(r.roundTripToReceiverMs())
                + ", to its sender " + ms(r.roundTripToSenderMs()) + score;
    }

    private static String ms(@Nullable Double ms) {
        return ms == null ? "not known" : format("%.1f ms", ms);
    }

    private static @Nullable String metrics(RtcpView.@Nullable Xr xr) {
        return xr == null
                ? null
                : format("XR: loss %d/256, discarded %d/256, R %s, MOS-LQ %s, MOS-CQ %s, round trip %s ms",
                        xr.lossRate(), xr.discardRate(), orDash(xr.rFactor()), orDash(xr.mosLq()), orDash(xr.mosCq()),
                        orDash(xr.roundTripDelayMs()));
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static String format(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
