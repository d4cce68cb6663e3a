package io.sipvault.cli;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** RTP streams. */
final class StreamPrinter extends ResultPrinter {
    StreamPrinter(PrintWriter out, Form form) {
        super(out, form, List.of("start", "ssrc", "codec", "source", "destination", "packets", "lost", "jitter_ms",
                "mos", "call_id"));
    }

    @Override
    void print(Hit hit) {
        if (form() == Form.JSON) {
            json(hit.display());
            return;
        }
        StreamView s = ViewJson.read(hit.display(), StreamView.class);
        row(List.of(Times.dateAndTime(s.firstSeen()), s.ssrc(), s.codec(), s.src(), s.dst(),
                String.valueOf(s.packets()), String.format(Locale.ROOT, "%d (%.1f %%)", s.lost(), s.lossPct()),
                String.format(Locale.ROOT, "%.1f", s.jitterMeanMs()),
                s.mos() == null ? "-" : String.format(Locale.ROOT, "%.2f", s.mos()),
                s.associatedDialog() == null ? "-" : s.associatedDialog()));
    }
}
