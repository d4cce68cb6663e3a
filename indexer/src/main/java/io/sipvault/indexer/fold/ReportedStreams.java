package io.sipvault.indexer.fold;

import io.sipvault.indexer.rtcp.RtcpFigures;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.Reporter;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Streams of which no packet was seen, but RTCP: it proves media that took another way, or was not captured. */
final class ReportedStreams {
    private static final int NO_PAYLOAD_TYPE = -1;

    private ReportedStreams() {}

    /** What is shown of one; a dialog announced it. */
    static StreamView view(StreamWork work, RtcpFigures rtcp) {
        Association association = Objects.requireNonNull(work.association);
        Collection<String> formats = association.binding().formats().values();
        return new StreamView(1, "0x" + HexFormat.of().toHexDigits(work.ssrc), "", NO_PAYLOAD_TYPE,
                work.source.toString(), work.destination.toString(), 0, 0, 0, 0, false, association.callId(), null,
                ViewJson.instant(rtcp.firstNs()), ViewJson.instant(rtcp.lastNs()), List.of(), 0, 0, 0, 0, 0, 0, 0,
                null, Reporter.isReported(work.vantage) ? "only reports of it came" : "no RTP was seen", List.of(),
                work.vantage, association.toward(), 0, 0, 0, List.of(), null,
                RtcpViews.of(rtcp, clockRateHz(formats)));
    }

    /** The clock that all formats share, else 0. */
    private static int clockRateHz(Collection<String> formats) {
        int[] rates = formats.stream().mapToInt(f -> Integer.parseInt(f, f.lastIndexOf('/') + 1, f.length(), 10))
                .distinct().toArray();
        return rates.length == 1 ? rates[0] : 0;
    }
}
