package io.sipvault.cli;

import io.sipvault.indexer.dialog.InfoDigit;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A call as text. */
final class CallReport {
    private static final int MOST_LOG_LINES = 200;
    private static final int MOST_EVIDENCE = 6;
    /** As far apart as the clocks of a log and of a capture may be for {@code has:logs}. */
    private static final long AROUND_NS = 60_000_000_000L;

    private final Session session;
    private final PrintWriter out;

    CallReport(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    void leg(Hit hit, FoldedDialog folded) {
        DialogView d = ViewJson.read(hit.display(), DialogView.class);
        head(d);
        diagnosis(d.diagnosis());
        out.println();
        TextLadder.print(folded.dialog().messages(), d.icmp(), out);
        List<Hit> streams = session.dialogs().streams(hit, session.search());
        if (!streams.isEmpty()) {
            out.println();
            StreamPrinter printer = new StreamPrinter(out, ResultPrinter.Form.TABLE);
            streams.forEach(printer::print);
            printer.end(streams.size(), streams.size());
            streams.forEach(s -> digits(ViewJson.read(s.display(), StreamView.class)));
        }
        rtcp(streams);
        rtcp(session.dialogs().reportedStreams(hit, session.search()));
        infoDigits(folded);
        logs(d);
        out.println();
    }

    private void head(DialogView d) {
        line("%s  %s -> %s  %s  %s", Times.dateAndTime(d.createdAt()), party(d.from(), d.fromDisplay()),
                party(d.to(), d.toDisplay()), d.method(), d.state());
        line("Call-ID   %s", d.callId());
        if (d.legs().size() > 1) {
            d.legs().forEach(leg -> line("leg       %s  %s", leg.callId(), leg.reason()));
        }
        line("verdict   %s", d.diagnosis().summary());
        if (!d.method().equals("INVITE")) {
            line("timing    %d messages, %d retransmissions", d.msgCount(), d.timing().retransmits());
            return;
        }
        line("timing    post-dial delay %s, set-up %s, ringing %s, talk %s; %d messages, %d retransmissions",
                ms(d.timing().pddMs()), ms(d.timing().setupMs()), ms(d.timing().ringMs()), ms(d.timing().talkMs()),
                d.msgCount(), d.timing().retransmits());
    }

    private static String party(String user, String display) {
        return display.isEmpty() ? user : user + " (" + display + ")";
    }

    private static String ms(@org.jspecify.annotations.Nullable Long ms) {
        return ms == null ? "not seen" : ms < 10_000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    }

    private void diagnosis(DiagnosisView diagnosis) {
        for (DiagnosisView.Problem p : diagnosis.problems()) {
            line("problem   [%s] %s: %s", p.severity(), p.code(), p.sentence());
            if (!p.evidence().isEmpty()) {
                line("          evidence: %s", evidence(p.evidence()));
            }
            if (!p.advice().isEmpty()) {
                line("          next: %s", p.advice());
            }
        }
        diagnosis.unknown().forEach(u -> line("unknown   %s", u));
    }

    private static String evidence(List<String> evidence) {
        String first = String.join(", ", evidence.subList(0, Math.min(MOST_EVIDENCE, evidence.size())));
        return evidence.size() <= MOST_EVIDENCE ? first : first + " and " + (evidence.size() - MOST_EVIDENCE) + " more";
    }

    /** The copies of an INFO on later hops carry the same key once. */
    private void infoDigits(FoldedDialog folded) {
        StringBuilder keys = new StringBuilder();
        Set<String> seen = new HashSet<>();
        for (WitnessedMessage m : folded.messages()) {
            String key = InfoDigit.of(m.message());
            if (key != null && seen.add(m.message().cseqNumber() + " " + m.message().fromTag())) {
                keys.append(keys.isEmpty() ? "" : " ").append(key);
            }
        }
        if (!keys.isEmpty()) {
            line("DTMF      %s by SIP INFO", keys);
        }
    }

    private void digits(StreamView stream) {
        if (!stream.dtmf().isEmpty()) {
            StringBuilder keys = new StringBuilder();
            stream.dtmf().forEach(d -> keys.append(d.digit()).append(' '));
            line("DTMF      %s from %s", keys.toString().strip(), stream.src());
        }
    }

    private void rtcp(List<Hit> streams) {
        streams.forEach(s -> RtcpPrinter.lines(ViewJson.read(s.display(), StreamView.class))
                .forEach(text -> line("%s", text)));
    }

    private void logs(DialogView d) {
        QueryNode query = new QueryNode.Phrase(QueryField.TEXT, d.callId());
        List<Hit> lines = session.search().logLines(query, ViewJson.ns(d.createdAt()) - AROUND_NS,
                ViewJson.ns(d.updatedAt()) + AROUND_NS, MOST_LOG_LINES);
        if (!lines.isEmpty()) {
            out.println();
        }
        List<LogLine> ordered = lines.stream()
                .map(hit -> new LogLine(hit, ViewJson.read(hit.display(), LogView.class))).sorted(LogLine.ORDER)
                .toList();
        for (LogLine each : ordered) {
            LogView log = each.log();
            line("%s  %s  %s", Times.timeOfDay(log.time()), log.source(), log.text());
        }
    }

    /** A line and where it stands: many logs know the second only, so lines of one keep the order of their log. */
    private record LogLine(Hit hit, LogView log) {
        private static final Comparator<LogLine> ORDER = Comparator.comparingLong((LogLine l) -> l.hit.startNs())
                .thenComparing(l -> l.log.source()).thenComparing(l -> String.join(" ", l.hit.sources()))
                .thenComparingLong(l -> l.log.offset());
    }

    void end() {
        out.flush();
    }

    private void line(String format, Object... arguments) {
        out.println(Terminal.safe(String.format(Locale.ROOT, format, arguments)));
    }
}
