package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Gap;
import io.sipvault.web.ladder.LadderEvent.LogLine;
import io.sipvault.web.ladder.LadderEvent.Marker;
import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.ArrayList;
import java.util.List;

/** Makes a ladder small enough to draw. */
final class LadderLimit {
    private static final int TAIL_PART = 5;

    private LadderLimit() {}

    static Ladder apply(Ladder ladder, int mostEvents, int mostColumns) {
        return columns(events(ladder, mostEvents), mostColumns);
    }

    private static Ladder events(Ladder ladder, int most) {
        List<LadderEvent> all = ladder.events();
        if (all.size() <= most) {
            return ladder;
        }
        int tail = most / TAIL_PART;
        int head = most - tail;
        List<LadderEvent> left = all.subList(head, all.size() - tail);
        List<LadderEvent> kept = new ArrayList<>(all.subList(0, head));
        kept.add(new Omission(left.getFirst().timeNs(), left.size(),
                (int) left.stream().filter(Message.class::isInstance).count()));
        kept.addAll(all.subList(all.size() - tail, all.size()));
        return new Ladder(ladder.title(), ladder.legs(), ladder.columns(), kept);
    }

    /** The last column stands for all that have no place. */
    private static Ladder columns(Ladder ladder, int most) {
        int count = ladder.columns().size();
        if (count <= most) {
            return ladder;
        }
        int last = most - 1;
        List<Ladder.Column> kept = new ArrayList<>(ladder.columns().subList(0, last));
        kept.add(new Ladder.Column((count - last) + " more hosts", "",
                ladder.columns().subList(last, Math.min(count, last + Columns.MOST_ENDPOINTS)).stream()
                        .map(Ladder.Column::label).toList()));
        return new Ladder(ladder.title(), ladder.legs(), kept,
                ladder.events().stream().map(e -> moved(e, last, ladder.columns())).toList());
    }

    private static LadderEvent moved(LadderEvent event, int last, List<Ladder.Column> columns) {
        return switch (event) {
            case Message m -> new Message(m.timeNs(), m.leg(), m.index(), Math.min(m.from(), last),
                    Math.min(m.to(), last), m.label() + whom(m, last, columns), m.title() + whom(m, last, columns),
                    m.kind(), m.retransmission(), m.mirrored(), m.agents());
            case StreamStart s -> new StreamStart(s.timeNs(), s.lane(), moved(s.stream(), last));
            case StreamEnd s -> new StreamEnd(s.timeNs(), s.lane(), moved(s.stream(), last));
            case Marker m -> new Marker(m.timeNs(), Math.min(m.from(), last), Math.min(m.to(), last), m.text());
            case LogLine line -> line;
            case Gap gap -> gap;
            case Omission omission -> omission;
        };
    }

    /** The hosts that a message loses with their columns. */
    private static String whom(Message m, int last, List<Ladder.Column> columns) {
        return (m.from() >= last ? " from " + columns.get(m.from()).label() : "")
                + (m.to() >= last ? " to " + columns.get(m.to()).label() : "");
    }

    private static StreamLane moved(StreamLane lane, int last) {
        return lane.moved(Math.min(lane.from(), last), Math.min(lane.to(), last));
    }
}
