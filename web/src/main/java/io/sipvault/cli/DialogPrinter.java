package io.sipvault.cli;

import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Calls and dialogs. */
final class DialogPrinter extends ResultPrinter {
    private static final String NONE = "-";

    DialogPrinter(PrintWriter out, Form form) {
        super(out, form, List.of("start", "from", "to", "method", "state", "status", "duration", "mos", "msgs", "legs",
                "call_id", "verdict"));
    }

    @Override
    void print(Hit hit) {
        if (form() == Form.JSON) {
            json(hit.display());
            return;
        }
        DialogView d = ViewJson.read(hit.display(), DialogView.class);
        row(List.of(Times.dateAndTime(d.createdAt()), d.from(), d.to(), d.method(), d.state(),
                d.finalStatus() == null ? NONE : d.finalStatus().toString(),
                String.format(Locale.ROOT, "%.1f s", d.durationSec()), mos(d.quality()),
                String.valueOf(d.msgCount()), String.valueOf(d.legs().size()), d.callId(), d.diagnosis().summary()));
    }

    private static String mos(DialogView.Quality quality) {
        return score(quality.mosCaller()) + "/" + score(quality.mosCallee());
    }

    private static String score(@org.jspecify.annotations.Nullable Double mos) {
        return mos == null ? NONE : String.format(Locale.ROOT, "%.2f", mos);
    }
}
