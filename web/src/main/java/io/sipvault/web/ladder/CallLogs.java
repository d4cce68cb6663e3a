package io.sipvault.web.ladder;

import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Log lines that name the dialogs of a call while these lasted. */
public final class CallLogs {
    private static final int MOST_LINES = 200;
    /** As far apart as the clocks of a log and of a capture may be for {@code has:logs}. */
    private static final long AROUND_NS = 60_000_000_000L;
    /** As RFC 3164 and RFC 3339 write it, also without the letter and the zone. */
    private static final Pattern TIME = Pattern.compile("\\s*(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d"
            + "|\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?)\\s+");

    private CallLogs() {}

    /** Of all dialogs of a call, in order of time, those of one log in their order: many logs know the second only. */
    public static List<LogView> of(List<DialogView> dialogs, EvidenceSearch search) {
        return dialogs.stream().flatMap(d -> hits(d, search).stream())
                .map(hit -> new Line(hit, ViewJson.read(hit.display(), LogView.class))).sorted(Line.ORDER)
                .map(Line::log).distinct().toList();
    }

    private static List<Hit> hits(DialogView dialog, EvidenceSearch search) {
        QueryNode query = new QueryNode.Phrase(QueryField.TEXT, dialog.callId());
        return search.logLines(query, ViewJson.ns(dialog.createdAt()) - AROUND_NS,
                ViewJson.ns(dialog.updatedAt()) + AROUND_NS, MOST_LINES);
    }

    /** A line without the time it begins with: a ladder has that in its first column. */
    static String withoutTime(String line) {
        Matcher time = TIME.matcher(line);
        return (time.lookingAt() ? line.substring(time.end()) : line).strip();
    }

    private record Line(Hit hit, LogView log) {
        private static final Comparator<Line> ORDER = Comparator.comparingLong((Line l) -> l.hit.startNs())
                .thenComparing(l -> l.log.source()).thenComparing(l -> String.join(" ", l.hit.sources()))
                .thenComparingLong(l -> l.log.offset());
    }
}
