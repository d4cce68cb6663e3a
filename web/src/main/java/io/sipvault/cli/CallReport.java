package io.sipvault.cli;

import io.sipvault.indexer.dialog.InfoDigit;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.evidence.ExpiredPackets;
import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.web.ladder.LadderBuilder;
import io.sipvault.web.ladder.TextLadder;
import io.sipvault.web.logs.CallLogs;
import io.sipvault.web.text.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A call as text. */
final class CallReport {
    private static final int MOST_EVIDENCE = 6;

    private final Session session;
    private final PrintWriter out;

    CallReport(Session session, PrintWriter out) {
        this.session = session;
        this.out = out;
    }

    /** All legs on one ladder: what one leg does follows from what another did. */
    void call(List<Hit> legs) {
        DialogReader reader = session.dialogs();
        LadderBuilder ladder = new LadderBuilder();
        Map<String, Hit> streams = new LinkedHashMap<>();
        Map<String, Hit> reported = new LinkedHashMap<>();
        List<FoldedDialog> folded = new ArrayList<>();
        List<DialogView> views = new ArrayList<>();
        for (Hit hit : legs) {
            DialogView d = ViewJson.read(hit.display(), DialogView.class);
            head(d);
            diagnosis(d.diagnosis());
            FoldedDialog leg = reader.read(hit, Long.MIN_VALUE);
            folded.add(leg);
            List<Hit> ofLeg = reader.streams(hit, session.search());
            ofLeg.forEach(s -> streams.put(s.id(), s));
            expired(leg, ofLeg);
            out.println();
            reader.reportedStreams(hit, session.search()).forEach(s -> reported.put(s.id(), s));
            d.icmp().forEach(ladder::icmp);
            views.add(d);
        }
        folded.forEach(ladder::leg);
        streams.values().forEach(s -> ladder.stream(ViewJson.read(s.display(), StreamView.class)));
        TextLadder.lines(ladder.build()).forEach(out::println);
        streams(streams.values());
        rtcp(streams.values());
        rtcp(reported.values());
        folded.forEach(this::infoDigits);
        logs(CallLogs.of(views, session.search()));
        out.println();
        out.flush();
    }

    private void streams(Collection<Hit> streams) {
        if (!streams.isEmpty()) {
            out.println();
            StreamPrinter printer = new StreamPrinter(out, ResultPrinter.Form.TABLE);
            streams.forEach(printer::print);
            printer.end(streams.size(), streams.size());
            streams.forEach(s -> digits(ViewJson.read(s.display(), StreamView.class)));
        }
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

    /** What the index says of a call outlives its packets. */
    private void expired(FoldedDialog folded, List<Hit> streams) {
        Set<String> chunks = new TreeSet<>(folded.packets().keySet());
        streams.forEach(stream -> chunks.addAll(stream.sources()));
        ExpiredPackets.of(new ExpiryMarks(session.archive()), chunks).forEach(e -> line("export    %s: %d of %d chunks",
                e.sentence(), e.chunks().size(), chunks.size()));
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

    private void rtcp(Collection<Hit> streams) {
        streams.forEach(s -> RtcpPrinter.lines(ViewJson.read(s.display(), StreamView.class))
                .forEach(text -> line("%s", text)));
    }

    private void logs(List<LogView> logs) {
        if (!logs.isEmpty()) {
            out.println();
        }
        logs.forEach(log -> line("%s  %s  %s", Times.timeOfDay(log.time()), log.source(), log.text()));
    }

    private void line(String format, Object... arguments) {
        out.println(Text.line(String.format(Locale.ROOT, format, arguments)));
    }
}
