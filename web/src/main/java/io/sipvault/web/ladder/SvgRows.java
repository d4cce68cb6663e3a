package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Gap;
import io.sipvault.web.ladder.LadderEvent.LogLine;
import io.sipvault.web.ladder.LadderEvent.Marker;
import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.function.IntPredicate;

/** The rows of a ladder: one event each, with its time on the left and the time since the event before on the right. */
final class SvgRows {
    private static final double BASELINE = 16;

    private final Ladder ladder;
    private final SvgLayout layout;
    private final Theme theme;
    private final SvgWriter svg;
    private final SvgArrows arrows;

    SvgRows(Ladder ladder, SvgLayout layout, Theme theme, SvgWriter svg, IntPredicate canDisplay) {
        this.ladder = ladder;
        this.layout = layout;
        this.theme = theme;
        this.svg = svg;
        this.arrows = new SvgArrows(layout, theme, svg, canDisplay);
    }

    void draw(int index) {
        double top = layout.rowTop(index);
        switch (ladder.events().get(index)) {
            case Message m -> message(m, index, top);
            case StreamStart s -> {
                stream("stream start", s.stream(), index);
                arrows.draw(s.stream().from(), s.stream().to(), top, s.stream().label(), ArrowStyle.of(s, theme));
            }
            case StreamEnd s -> {
                stream("stream end", s.stream(), index);
                arrows.draw(s.stream().from(), s.stream().to(), top,
                        "RTP ends, " + LadderTimes.duration(s.stream().endNs() - s.stream().startNs()),
                        ArrowStyle.of(s, theme));
            }
            case Marker m -> marker(m, index, top);
            case LogLine l -> {
                open("log", l.source() + ": " + l.text(), index);
                arrows.over(top, BASELINE, "# " + l.text(), theme.muted, true);
            }
            case Gap g -> gap(g, top);
            case Omission o -> omission(o, top);
        }
        svg.close().line();
    }

    private void message(Message m, int index, double top) {
        String legMark = ladder.legs().size() > 1 ? ladder.legs().get(m.leg()).mark() + " " : "";
        svg.open("g", "class", "message " + m.kind().label() + (m.retransmission() ? " retransmission" : "")
                + (m.mirrored() ? " mirrored" : ""), "id", "message-" + m.leg() + "-" + m.index(), "data-leg", m.leg(),
                "data-message", m.index());
        svg.text("title", title(m));
        svg.empty("rect", "class", "hit", "x", SvgLayout.MARGIN / 2, "y", top, "width",
                layout.width() - SvgLayout.MARGIN, "height", layout.rowHeight(index), "fill", "none", "pointer-events",
                "all");
        times(index, m.timeNs(), top);
        arrows.draw(m.from(), m.to(), top, legMark + m.label(), ArrowStyle.of(m, theme));
    }

    private String title(Message m) {
        return m.title() + ", " + host(m.from()) + " to " + host(m.to()) + ", " + LadderTimes.whole(m.timeNs())
                + " UTC" + (m.retransmission() ? ", sent again" : "") + (m.mirrored() ? ", captured twice" : "")
                + ", seen by " + String.join(", ", m.agents());
    }

    private static String title(StreamLane s) {
        return s.label() + ", " + s.source() + " to " + s.destination() + ", SSRC " + s.ssrc() + ", "
                + LadderTimes.whole(s.startNs()) + " to " + LadderTimes.whole(s.endNs()) + " UTC, seen by "
                + String.join(", ", s.agents());
    }

    private String host(int column) {
        return ladder.columns().get(column).label();
    }

    private void stream(String kind, StreamLane stream, int index) {
        begin(title(stream), index, "class", kind + (stream.isPoor() ? " poor" : ""), "data-ssrc", stream.ssrc());
    }

    private void open(String kind, String title, int index) {
        begin(title, index, "class", kind);
    }

    private void begin(String title, int index, Object... attributes) {
        svg.open("g", attributes);
        svg.text("title", title);
        times(index, ladder.events().get(index).timeNs(), layout.rowTop(index));
    }

    private void times(int index, long timeNs, double top) {
        svg.text("text", LadderTimes.timeOfDay(timeNs), "class", "time", "x", SvgLayout.MARGIN, "y", top + BASELINE,
                "fill", theme.muted);
        String delta = delta(index, timeNs);
        if (!delta.isEmpty()) {
            svg.text("text", delta, "class", "delta", "x", layout.width() - SvgLayout.MARGIN, "y", top + BASELINE,
                    "text-anchor", "end", "font-size", "11", "fill", theme.muted);
        }
    }

    /** Log lines stay aside: the clock of a log often knows the second only. */
    private String delta(int index, long timeNs) {
        if (ladder.events().get(index) instanceof LogLine) {
            return "";
        }
        for (int i = index - 1; i >= 0; i--) {
            LadderEvent before = ladder.events().get(i);
            if (before instanceof Omission) {
                return "";
            }
            if (!(before instanceof Gap || before instanceof LogLine)) {
                return "+" + LadderTimes.duration(timeNs - before.timeNs());
            }
        }
        return "";
    }

    private void marker(Marker m, int index, double top) {
        open("marker", m.text(), index);
        if (m.from() == Ladder.NOWHERE) {
            arrows.over(top, BASELINE, "! " + m.text(), theme.marker, true);
        } else {
            arrows.draw(m.from(), m.to(), top, m.text(), ArrowStyle.marker(theme));
        }
    }

    private void gap(Gap g, double top) {
        svg.open("g", "class", "gap");
        for (int i = 0; i < ladder.columns().size(); i++) {
            svg.empty("line", "x1", layout.x(i), "y1", top + 3, "x2", layout.x(i), "y2", top + 17, "stroke",
                    theme.background, "stroke-width", 3.0, "stroke-dasharray", "3 3");
        }
        svg.text("text", LadderTimes.duration(g.durationNs()), "class", "duration", "x", layout.plotLeft() - 13, "y",
                top + 14, "text-anchor", "end", "font-size", "11", "fill", theme.muted);
    }

    private void omission(Omission o, double top) {
        svg.open("g", "class", "omission");
        arrows.over(top, 20, o.events() + " events are left out here, " + o.messages() + " of them messages",
                theme.ink, false);
    }
}
