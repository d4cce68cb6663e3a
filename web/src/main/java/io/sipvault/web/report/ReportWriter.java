package io.sipvault.web.report;

import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.evidence.MessageView;
import io.sipvault.web.report.Report.Section;
import io.sipvault.web.report.Report.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes down what is known of a dialog. */
public final class ReportWriter {
    private static final int MOST_MESSAGES = 500;
    private static final String UNSEEN = "not seen";

    private ReportWriter() {}

    /**
     * @param messages
     *            of the dialog, in time order; at most 500 are listed
     */
    public static Report of(DialogView d, List<StreamView> streams, List<MessageView> messages) {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("Verdict", List.of(d.diagnosis().summary())));
        sections.add(problems(d.diagnosis()));
        sections.add(Section.of("What could not be judged", d.diagnosis().unknown()));
        sections.add(facts(d));
        sections.add(timing(d.timing()));
        sections.add(streams(streams));
        sections.add(sdp(d));
        sections.add(legs(d));
        sections.add(messages(messages));
        sections.removeIf(Section::isEmpty);
        return new Report("Call report " + d.callId(), sections);
    }

    private static Section problems(DiagnosisView diagnosis) {
        List<List<String>> rows = diagnosis.problems().stream()
                .map(p -> List.of(p.severity(), p.code(), p.sentence(), String.join("; ", p.evidence()), p.advice()))
                .toList();
        return new Section("Problems", List.of(),
                new Table(List.of("Severity", "Code", "What", "Evidence", "What to do next"), rows));
    }

    private static Section facts(DialogView d) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Call-ID", d.callId()));
        rows.add(List.of("From", party(d.from(), d.fromHost(), d.fromDisplay())));
        rows.add(List.of("To", party(d.to(), d.toHost(), d.toDisplay())));
        rows.add(List.of("State", d.state()));
        rows.add(List.of("Method", d.method()));
        if (d.finalStatus() != null) {
            rows.add(List.of("Final status", d.finalStatus() + " " + (d.finalReason() == null ? "" : d.finalReason())));
        }
        rows.add(List.of("Began", d.createdAt().toString()));
        rows.add(List.of("Last message", d.updatedAt().toString()));
        rows.add(List.of("Duration", String.format(Locale.ROOT, "%.1f s", d.durationSec())));
        rows.add(List.of("Ended by", d.endedBy() == null ? UNSEEN : d.endedBy()));
        rows.add(List.of("Messages", d.msgCount() + ", of them " + d.timing().retransmits() + " retransmissions"));
        rows.add(List.of("Path", String.join("; ", d.hops())));
        rows.add(List.of("User agents", String.join("; ", d.userAgents())));
        rows.add(List.of("Observed by", String.join(", ", d.agents())));
        return new Section("The call", List.of(), new Table(List.of("Field", "Value"), rows));
    }

    private static String party(String user, String host, String display) {
        String address = user.isEmpty() ? host : user + "@" + host;
        return display.isEmpty() ? address : display + " <" + address + ">";
    }

    private static Section timing(DialogView.Timing t) {
        return new Section("Timing", List.of(), new Table(List.of("Interval", "Time"),
                List.of(List.of("Trying delay (INVITE to 100)", ms(t.tryingDelayMs())),
                        List.of("Post-dial delay (INVITE to first 18x)", ms(t.pddMs())),
                        List.of("Set-up (INVITE to 2xx)", ms(t.setupMs())),
                        List.of("Ringing (first 18x to 2xx)", ms(t.ringMs())),
                        List.of("Talk", ms(t.talkMs())),
                        List.of("Teardown (BYE to its answer)", ms(t.teardownMs())))));
    }

    private static String ms(@Nullable Long ms) {
        return ms == null ? UNSEEN : ms + " ms";
    }

    private static Section streams(List<StreamView> streams) {
        List<List<String>> rows = streams.stream().map(s -> List.of(s.src() + " > " + s.dst(), s.ssrc(), s.codec(),
                String.valueOf(s.packets()), s.lost() + " (" + figure(s.lossPct()) + " %)",
                figure(s.jitterMeanMs()) + " / " + figure(s.jitterMaxMs()) + " ms",
                s.mos() == null ? "no score" : figure(s.mos()))).toList();
        return new Section("Media", List.of(), new Table(
                List.of("Stream", "SSRC", "Codec", "Packets", "Lost", "Jitter mean / maximum", "MOS (G.107)"), rows));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? UNSEEN : String.format(Locale.ROOT, "%.2f", value);
    }

    private static Section sdp(DialogView d) {
        List<List<String>> rows = d.sdpTimeline().stream().map(s -> List.of(s.timestamp().toString(), s.direction(),
                s.sender(), s.media() + " " + s.mediaAddr() + ":" + s.mediaPort(), s.mode(),
                String.join(", ", s.codecs()))).toList();
        return new Section("Session descriptions", List.of(),
                new Table(List.of("Time", "Kind", "Sender", "Media at", "Mode", "Codecs"), rows));
    }

    private static Section legs(DialogView d) {
        List<List<String>> rows = d.legs().size() < 2
                ? List.of()
                : d.legs().stream().map(l -> List.of(l.createdAt().toString(), l.callId(), l.reason())).toList();
        return new Section("Legs", List.of(), new Table(List.of("Began", "Call-ID", "Why it is one"), rows));
    }

    private static Section messages(List<MessageView> messages) {
        List<List<String>> rows = messages.stream().limit(MOST_MESSAGES).map(m -> List.of(time(m.time()), m.src(),
                m.dst(), m.title(), m.retransmission() ? "again" : m.mirrored() ? "mirrored copy" : "")).toList();
        List<String> more = messages.size() > MOST_MESSAGES
                ? List.of((messages.size() - MOST_MESSAGES) + " more are left out.")
                : List.of();
        return new Section("Messages", more, new Table(List.of("Time", "From", "To", "Message", "Note"), rows));
    }

    private static String time(Instant time) {
        return ViewJson.instant(ViewJson.ns(time)).toString();
    }
}
