package io.sipvault.web.ladder;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * A ladder as SVG 1.1: one file without script, style sheet, style attribute or reference to anything else, so that it
 * may stand inside a page with the strictest Content-Security-Policy. Elements carry classes, which a page may style, and
 * presentation attributes, which any style sheet overrides. A message is a group
 * {@code <g class="message" id="message-LEG-INDEX" data-leg="LEG" data-message="INDEX">}.
 */
public final class SvgLadder {
    static final int MOST_EVENTS = 500;
    static final int MOST_COLUMNS = 16;
    private static final String FONT = "DejaVu Sans Mono, ui-monospace, Menlo, Consolas, monospace";

    private final Ladder ladder;
    private final Theme theme;
    private final IntPredicate canDisplay;
    private final SvgLayout layout;
    private final SvgWriter svg = new SvgWriter();

    private SvgLadder(Ladder ladder, Theme theme, IntPredicate canDisplay) {
        this.ladder = ladder;
        this.theme = theme;
        this.canDisplay = canDisplay;
        this.layout = new SvgLayout(ladder);
    }

    /** Draws a ladder, at most 500 events and 16 columns of it. */
    public static String draw(Ladder ladder, Theme theme) {
        return draw(ladder, theme, c -> true);
    }

    /** For a font that has not every character. */
    static String draw(Ladder ladder, Theme theme, IntPredicate canDisplay) {
        return new SvgLadder(ladder.limited(MOST_EVENTS, MOST_COLUMNS), theme, canDisplay).draw();
    }

    private String draw() {
        double width = Math.ceil(layout.width());
        double height = Math.ceil(layout.height());
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height, "viewBox",
                "0 0 " + (long) width + " " + (long) height, "role", "img", "class",
                "ladder columns-" + ladder.columns().size(), "aria-labelledby",
                "ladder-title ladder-description", "font-family", FONT, "font-size", "12", "direction", "ltr").line();
        svg.text("title", "Ladder of the call " + ladder.title(), "id", "ladder-title").line();
        svg.text("desc", description(), "id", "ladder-description").line();
        svg.empty("rect", "class", "background", "width", width, "height", height, "fill", theme.background).line();
        title();
        rails();
        new SvgLanes(ladder, layout, theme, svg).draw();
        SvgRows rows = new SvgRows(ladder, layout, theme, svg, canDisplay);
        for (int i = 0; i < ladder.events().size(); i++) {
            rows.draw(i);
        }
        header(layout.headerTop());
        if (layout.isLong()) {
            header(layout.bottom());
        }
        return svg.close().line().toString();
    }

    private String description() {
        return ladder.columns().size() + " hosts, " + ladder.messages() + " messages, " + ladder.legs().size()
                + (ladder.legs().size() == 1 ? " leg. " : " legs. ")
                + "Time goes down; times are UTC, on the right is the time since the row above.";
    }

    private void title() {
        double room = layout.width() - 2 * SvgLayout.MARGIN;
        svg.text("text", shown(ladder.title(), SvgLayout.cells(room / 4 * 3)), "class", "title", "x",
                SvgLayout.MARGIN, "y", SvgLayout.MARGIN + 16, "font-size", "16", "fill", theme.ink).line();
        List<Ladder.Leg> legs = layout.namedLegs();
        for (int i = 0; i < legs.size(); i++) {
            svg.text("text", shown(subtitle(i), SvgLayout.cells(room)), "class", "leg", "x", SvgLayout.MARGIN, "y",
                    layout.subtitle(i), "fill", theme.muted).line();
        }
    }

    /** The date stands with the first Call-ID. */
    private String subtitle(int leg) {
        Ladder.Leg named = ladder.legs().get(leg);
        String date = leg > 0 || ladder.events().isEmpty()
                ? ""
                : LadderTimes.date(ladder.events().getFirst().timeNs()) + " UTC, ";
        int more = ladder.legs().size() - layout.namedLegs().size();
        boolean last = leg == layout.namedLegs().size() - 1;
        return date + (ladder.legs().size() > 1 ? "leg " + named.mark() + " " : "") + named.callId()
                + (last && more > 0 ? " and " + more + " more legs" : "");
    }

    private String shown(String text, int mostCells) {
        return VisibleText.cut(VisibleText.spelled(text, canDisplay), mostCells);
    }

    private void rails() {
        for (int i = 0; i < ladder.columns().size(); i++) {
            svg.empty("line", "class", "rail", "x1", layout.x(i), "y1", layout.headerTop() + SvgLayout.HEADER_BOX,
                    "x2", layout.x(i), "y2", layout.bottom(), "stroke", theme.rail).line();
        }
    }

    private void header(double top) {
        double boxWidth = layout.spacing() - 12;
        int cells = SvgLayout.cells(boxWidth - 10);
        for (int i = 0; i < ladder.columns().size(); i++) {
            Ladder.Column column = ladder.columns().get(i);
            svg.open("g", "class", "column", "data-column", i);
            svg.text("title", String.join(", ", column.endpoints())
                    + (column.userAgent().isEmpty() ? "" : "\u00a0\u2013 " + column.userAgent()));
            svg.empty("rect", "x", layout.x(i) - boxWidth / 2, "y", top, "width", boxWidth, "height",
                    SvgLayout.HEADER_BOX, "rx", 4.0, "fill", theme.box, "stroke", theme.rail);
            boolean named = !column.userAgent().isEmpty();
            svg.text("text", VisibleText.cutMiddle(column.label(), cells), "class", "host", "x", layout.x(i), "y",
                    top + (named ? 18 : 26), "text-anchor", "middle", "fill", theme.ink);
            if (named) {
                svg.text("text", shown(column.userAgent(), (int) (cells * 1.09)), "class", "user-agent", "x",
                        layout.x(i), "y", top + 34, "text-anchor", "middle", "font-size", "11", "fill", theme.muted);
            }
            svg.close().line();
        }
    }
}
