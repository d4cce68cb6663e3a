package io.sipvault.web.call;

import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.call.CallReader.Call;
import io.sipvault.web.coverage.CallCoverage;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.Expiries.Expired;
import io.sipvault.web.logs.CallLine;
import io.sipvault.web.logs.CallLine.NamedBy;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Numbers;
import io.sipvault.web.page.Numbers.Party;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a call, ready to print.
 *
 * @param moreMessages
 *            how many messages the list leaves out
 * @param coverage
 *            whether all of it was seen
 * @param expired
 *            sentences that say which packets are kept no longer
 * @param ladder
 *            a piece of SVG in which all text is escaped
 */
record CallPage(String id, Head head, VerdictView verdict, String ladder, boolean logsShown, String logsHref,
        List<StreamRow> streams, List<Leg> legs, List<StreamRow.Fact> timing, List<Message> messages,
        int moreMessages, List<Log> logs, List<Export> exports, Seen coverage, List<String> expired) {
    private static final int MOST_MESSAGES = 500;
    private static final int LONGEST_NAME = 200;

    /** Whether all of it was seen, in a word and in a sentence. */
    record Seen(Badge badge, String sentence) {
        static Seen of(CallCoverage coverage) {
            boolean lost = coverage.agents().stream().anyMatch(agent -> Boolean.FALSE.equals(agent.complete()));
            return new Seen(coverage.complete()
                    ? new Badge("All of it", "✓", "good")
                    : lost ? new Badge("Not all of it", "!", "warn") : new Badge("Not known", "i", "quiet"),
                    coverage.sentence());
        }
    }

    /** Who called whom, when, and how it ended. */
    record Head(Party from, Party to, String method, Badge state, String status, String day, String time, String ended,
            String duration, String endedBy, String callId, String observers, List<String> userAgents, String codecs) {}

    /**
     * A leg.
     *
     * @param reason
     *            why it belongs to the call
     */
    record Leg(String mark, Party from, Party to, String callId, Badge state, String start, String reason) {}

    /** A line of the list of messages. */
    record Message(String href, String anchor, String leg, String time, String source, String destination,
            String transport, String title, String note, boolean request, String tone) {}

    /**
     * A line of a log.
     *
     * @param by
     *            what ties it to the call; empty when that is the Call-ID
     */
    record Log(String anchor, String time, String source, String by, String text) {}

    /**
     * Something to take along.
     *
     * @param saveAs
     *            null for what is read in the browser
     */
    record Export(String text, String href, String hint, @Nullable String saveAs) {}

    static CallPage of(Call call, boolean logs, Numbers numbers) {
        String id = call.call().hit().id();
        List<Message> messages = messages(call, id);
        int shown = Math.min(MOST_MESSAGES, messages.size());
        return new CallPage(id, head(call.call().view(), numbers), VerdictView.of(call, id),
                LadderPicture.of(call, id, logs), logs,
                Address.of("/calls").segment(id).with("logs", logs ? null : "yes") + "#ladder",
                call.streams().stream().map(StreamRow::of).toList(), legs(call, numbers),
                Timings.of(call.call().view()), messages.subList(0, shown), messages.size() - shown, logs(call),
                exports(call.call().view().callId()), Seen.of(call.coverage()),
                call.expired().stream().map(CallPage::expired).toList());
    }

    private static String expired(Expired expired) {
        String sentence = expired.sentence();
        String all = expired.chunks().size() == expired.of()
                ? ""
                : " (" + expired.chunks().size() + " of "
                        + Figures.count(expired.of(), "chunk") + ")";
        return Character.toUpperCase(sentence.charAt(0)) + Text.line(sentence.substring(1)) + all + ".";
    }

    private static Head head(DialogView d, Numbers numbers) {
        String reason = d.finalReason() == null ? "" : " " + Text.cut(d.finalReason(), LONGEST_NAME);
        return new Head(numbers.party(d.from(), d.fromDisplay(), d.fromHost()),
                numbers.party(d.to(), d.toDisplay(), d.toHost()), Text.cut(d.method(), 20), Badge.ofState(d.state()),
                d.finalStatus() == null ? "no final status" : d.finalStatus() + reason, Times.day(d.createdAt()),
                Times.timeOfDay(d.createdAt()), Times.timeOfDay(d.updatedAt()),
                d.durationSec() > 0 ? Times.seconds(d.durationSec()) : "not answered",
                d.endedBy() == null ? "" : "ended by the " + d.endedBy(), Text.line(d.callId()),
                Text.cut(String.join(", ", d.agents()), LONGEST_NAME),
                d.userAgents().stream().map(agent -> Text.cut(agent, LONGEST_NAME)).toList(), codecs(d));
    }

    private static String codecs(DialogView d) {
        return Text.cut(String.join(", ",
                d.sdpTimeline().stream().flatMap(sdp -> sdp.codecs().stream()).distinct().toList()), LONGEST_NAME);
    }

    private static List<Leg> legs(Call call, Numbers numbers) {
        List<Leg> legs = new ArrayList<>();
        for (Found leg : call.legs()) {
            DialogView d = leg.view();
            String reason = call.call().view().legs().stream().filter(l -> l.dialog().equals(leg.hit().id()))
                    .map(DialogView.LegView::reason).findFirst().orElse("");
            legs.add(new Leg(mark(legs.size()), numbers.party(d.from(), d.fromDisplay(), d.fromHost()),
                    numbers.party(d.to(), d.toDisplay(), d.toHost()), Text.line(d.callId()), Badge.ofState(d.state()),
                    Times.timeOfDay(d.createdAt()), Text.line(reason)));
        }
        return legs;
    }

    /** As the ladder names it. */
    private static String mark(int leg) {
        return leg < 26 ? String.valueOf((char) ('A' + leg)) : String.valueOf(leg + 1);
    }

    private static List<Message> messages(Call call, String id) {
        List<LegMessage> all = new ArrayList<>();
        for (int leg = 0; leg < call.folded().size(); leg++) {
            FoldedDialog folded = call.folded().get(leg);
            for (LadderMessage m : folded.dialog().messages()) {
                all.add(new LegMessage(leg, m));
            }
        }
        all.sort(Comparator.comparingLong(m -> m.message.timeNs()));
        boolean several = call.legs().size() > 1;
        return all.stream().map(m -> message(m, id, several)).toList();
    }

    private record LegMessage(int leg, LadderMessage message) {}

    private static Message message(LegMessage each, String id, boolean several) {
        LadderMessage m = each.message;
        return new Message(
                Address.of("/calls").segment(id).segment("messages").segment(each.leg).segment(m.index()).toString(),
                "m-" + each.leg + "-" + m.index(), several ? mark(each.leg) : "",
                Times.timeOfDay(ViewJson.instant(m.timeNs())), m.flow().source().toString(),
                m.flow().destination().toString(), m.flow().transport().toString(), Text.cut(m.title(), 80),
                m.retransmission() ? "sent again" : m.mirrored() ? "captured twice" : "", m.request(), tone(m));
    }

    private static String tone(LadderMessage m) {
        boolean challenge = m.status() == 401 || m.status() == 407;
        return m.request() ? "request" : m.status() >= 400 && !challenge ? "bad" : m.status() >= 300 ? "warn" : "good";
    }

    private static List<Log> logs(Call call) {
        List<Log> lines = new ArrayList<>();
        for (CallLine line : call.logs()) {
            LogView log = line.log();
            lines.add(new Log("log-" + lines.size(), Times.timeOfDay(log.time()), Text.cut(log.source(), 60),
                    line.namedBy() == NamedBy.CALL_ID ? "" : "by " + line.namedBy().words(),
                    Text.line(log.text().strip())));
        }
        return lines;
    }

    private static List<Export> exports(String callId) {
        return List.of(
                new Export("pcap", Address.ofDialog(callId, "export.pcap"), "the original packets, SIP, RTP and RTCP",
                        "call.pcap"),
                new Export("pcapng", Address.ofDialog(callId, "export.pcapng"),
                        "the same, of any link type", "call.pcapng"),
                new Export("tar", Address.ofDialog(callId, "export.tar"),
                        "a capture for each observer, what the index says, and checksums", "call.tar"),
                new Export("Ladder PNG", Address.ofDialog(callId, "ladder.png"), "the ladder as a picture",
                        "ladder.png"),
                new Export("Ladder SVG", Address.ofDialog(callId, "ladder.svg"), "the ladder as a drawing",
                        "ladder.svg"),
                new Export("Report", Address.ofDialog(callId, "report"), "all of this to read, or for programs", null));
    }

    /** How many messages there are in all. */
    public String messageCount() {
        return Figures.count(messages.size() + moreMessages, "message");
    }
}
