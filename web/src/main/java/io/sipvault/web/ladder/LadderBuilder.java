package io.sipvault.web.ladder;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.LadderMessage;
import io.sipvault.indexer.dialog.Sighting;
import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.indexer.fold.DialogReader.FoldedDialog;
import io.sipvault.indexer.view.IcmpView;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.web.logs.CallLogs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds the ladder of a call from what the index gives of it, in any order. */
public final class LadderBuilder {
    /** Longest text of an event. */
    static final int MOST_CELLS = 200;
    private static final int MOST_NAME_CELLS = 60;
    /** Silence that deserves a row of its own. */
    private static final long GAP_NS = 2_000_000_000L;
    private static final int LETTERS = 26;

    private final List<FoldedDialog> legs = new ArrayList<>();
    private final LaneTable lanes = new LaneTable();
    private final List<LadderEvent.LogLine> logLines = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    private record Note(long timeNs, @Nullable Endpoint from, @Nullable Endpoint to, String text) {}

    /** Adds a leg with its messages. */
    public LadderBuilder leg(FoldedDialog leg) {
        legs.add(leg);
        return this;
    }

    /** Adds a stream; what several observers saw of one stream becomes one lane. */
    public LadderBuilder stream(StreamView stream) {
        lanes.add(stream);
        return this;
    }

    /** Adds a line of a log. */
    public LadderBuilder logLine(LogView log) {
        logLines.add(new LadderEvent.LogLine(ViewJson.ns(log.time()), VisibleText.of(log.source(), MOST_NAME_CELLS),
                VisibleText.of(CallLogs.withoutTime(log.text()), MOST_CELLS)));
        return this;
    }

    /** Adds an error of ICMP: an arrow from who refused, and words when something in between did. */
    public LadderBuilder icmp(IcmpView error) {
        Endpoint refused = LadderAddress.parse(error.dst());
        boolean byTarget = refused != null && refused.address().equals(error.reporter());
        String text = "ICMP " + error.error() + (error.count() == 1 ? "" : " " + error.count() + "x") + " ("
                + error.protocol() + (byTarget
                        ? ")"
                        : " " + error.src() + " > " + error.dst() + ") from "
                                + error.reporter());
        return marker(ViewJson.ns(error.firstSeen()), byTarget ? refused : null, LadderAddress.parse(error.src()),
                text);
    }

    /**
     * Adds something else that happened.
     *
     * @param from
     *            null when it is not about two endpoints; shown beside the columns then, as when one of them has no column
     */
    public LadderBuilder marker(long timeNs, @Nullable Endpoint from, @Nullable Endpoint to, String text) {
        notes.add(new Note(timeNs, from, to, VisibleText.of(text, MOST_CELLS)));
        return this;
    }

    /** The ladder of all that was added. */
    public Ladder build() {
        Columns columns = new Columns();
        legs.forEach(leg -> leg.dialog().messages().forEach(m -> columns.learn(m.flow())));
        List<LadderEvent> events = new ArrayList<>();
        for (int i = 0; i < legs.size(); i++) {
            for (LadderMessage m : legs.get(i).dialog().messages()) {
                events.add(message(m, i, columns));
            }
        }
        legs.forEach(leg -> UserAgents.read(inOrder(leg.messages()), columns));
        events.sort(Comparator.comparingLong(LadderEvent::timeNs));
        events.addAll(lanes.events(columns));
        events.addAll(logLines);
        notes.forEach(n -> events.add(marker(n, columns)));
        events.sort(Comparator.comparingLong(LadderEvent::timeNs));
        return new Ladder(title(), marks(), columns.list(), withGaps(events));
    }

    private static List<WitnessedMessage> inOrder(List<WitnessedMessage> messages) {
        return messages.stream().sorted(Comparator.comparingLong(m -> m.observation().timeNs())).toList();
    }

    private static LadderEvent message(LadderMessage m, int leg, Columns columns) {
        String name = m.request() ? m.method() : (m.status() == 0 ? "?" : m.status()) + " " + m.phrase().strip();
        String marks = (m.sessionDescription() ? " SDP" : "") + (m.retransmission() ? " (again)" : "")
                + (m.mirrored() ? " (mirror)" : "");
        return new LadderEvent.Message(m.timeNs(), leg, m.index(), columns.source(m.flow()),
                columns.destination(m.flow()), VisibleText.of(name, MOST_NAME_CELLS).strip() + marks,
                VisibleText.of(m.title(), MOST_CELLS),
                m.request() ? MessageKind.REQUEST : MessageKind.ofStatus(m.status()), m.retransmission(), m.mirrored(),
                m.sightings().stream().map(Sighting::vantage).map(v -> VisibleText.of(v, MOST_NAME_CELLS)).distinct()
                        .limit(Columns.MOST_ENDPOINTS).toList());
    }

    private static LadderEvent marker(Note note, Columns columns) {
        int from = columns.existing(note.from);
        int to = columns.existing(note.to);
        boolean between = from != Ladder.NOWHERE && to != Ladder.NOWHERE;
        return new LadderEvent.Marker(note.timeNs, between ? from : Ladder.NOWHERE, between ? to : Ladder.NOWHERE,
                note.text);
    }

    private String title() {
        if (legs.isEmpty()) {
            return "";
        }
        Dialog first = legs.getFirst().dialog();
        return VisibleText.of(first.fromUser(), MOST_NAME_CELLS) + " to "
                + VisibleText.of(first.toUser(), MOST_NAME_CELLS);
    }

    private List<Ladder.Leg> marks() {
        List<Ladder.Leg> marks = new ArrayList<>();
        for (FoldedDialog leg : legs) {
            int i = marks.size();
            String mark = i < LETTERS ? String.valueOf((char) ('A' + i)) : String.valueOf(i + 1);
            marks.add(new Ladder.Leg(mark, VisibleText.of(leg.dialog().callId(), MOST_CELLS)));
        }
        return marks;
    }

    private static List<LadderEvent> withGaps(List<LadderEvent> events) {
        List<LadderEvent> all = new ArrayList<>(events.size());
        for (LadderEvent event : events) {
            if (!all.isEmpty() && event.timeNs() - all.getLast().timeNs() >= GAP_NS) {
                long since = all.getLast().timeNs();
                all.add(new LadderEvent.Gap(since, event.timeNs() - since));
            }
            all.add(event);
        }
        return all;
    }
}
