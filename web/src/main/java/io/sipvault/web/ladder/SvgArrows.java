package io.sipvault.web.ladder;

import java.util.function.IntPredicate;

/** Arrows with their labels. A label may be wider than its arrow: no other label is in its row. */
final class SvgArrows {
    private static final double LABEL = 14;
    private static final double LINE = 22;
    private static final double LABEL_HEIGHT = 15;
    private static final double HEAD = 8;
    private static final double LOOP = 26;

    private final SvgLayout layout;
    private final Theme theme;
    private final SvgWriter svg;
    private final IntPredicate canDisplay;

    SvgArrows(SvgLayout layout, Theme theme, SvgWriter svg, IntPredicate canDisplay) {
        this.layout = layout;
        this.theme = theme;
        this.svg = svg;
        this.canDisplay = canDisplay;
    }

    void draw(int from, int to, double top, String label, ArrowStyle style) {
        if (from == to) {
            loop(layout.x(from), top, label, style);
            return;
        }
        double start = layout.x(from);
        double end = layout.x(to);
        double direction = Math.signum(end - start);
        double y = top + LINE;
        boolean pointed = style.head() == ArrowStyle.Head.FULL || style.head() == ArrowStyle.Head.HOLLOW;
        svg.empty("line", "class", "arrow", "x1", start, "y1", y, "x2", end - (pointed ? direction * HEAD : 0), "y2",
                y, "stroke", style.colour(), "stroke-width", style.stroke(), "stroke-dasharray", style.dash());
        head(end, y, direction, style);
        if (style.cross()) {
            cross(start + direction * 12, y, style);
        }
        label(label, (start + end) / 2, top, style.colour());
    }

    private void head(double x, double y, double direction, ArrowStyle style) {
        double back = x - direction * HEAD;
        String closed = style.head() == ArrowStyle.Head.OPEN ? "" : "Z";
        if (style.head() != ArrowStyle.Head.NONE) {
            svg.empty("path", "class", "head", "d",
                    "M" + px(back) + " " + px(y - 4.5) + "L" + px(x) + " " + px(y) + "L" + px(back) + " " + px(y + 4.5)
                            + closed,
                    "fill", style.head() == ArrowStyle.Head.FULL
                            ? style.colour()
                            : style.head() == ArrowStyle.Head.OPEN
                                    ? "none"
                                    : theme.background,
                    "stroke", style.colour(), "stroke-width", 1.2);
        }
    }

    private void cross(double x, double y, ArrowStyle style) {
        svg.empty("path", "class", "cross", "d",
                "M" + px(x - 4) + " " + px(y - 4) + "l8 8M" + px(x - 4) + " " + px(y + 4) + "l8 -8", "stroke",
                style.colour(), "stroke-width", 2.0, "fill", "none");
    }

    private static String px(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : String.valueOf(tenths / 10.0);
    }

    private void loop(double x, double top, String label, ArrowStyle style) {
        double y = top + 8;
        svg.empty("path", "class", "arrow", "d", "M" + px(x) + " " + px(y) + "h" + px(LOOP) + "v14h" + px(HEAD - LOOP),
                "fill", "none", "stroke", style.colour(), "stroke-width", style.stroke(), "stroke-dasharray",
                style.dash());
        head(x, y + 14, -1, style);
        if (style.cross()) {
            cross(x + 12, y, style);
        }
        String text = shown(label, SvgLayout.cells(layout.plotRight() - x - LOOP - 8));
        text(text, x + LOOP + 6, top + 19, style.colour());
    }

    /** Above the middle of an arrow, moved to where it is whole. */
    private void label(String label, double middle, double top, String colour) {
        String text = shown(label, SvgLayout.cells(layout.plotRight() - layout.plotLeft() - 8));
        double width = VisibleText.cells(text) * SvgLayout.CELL;
        double left = Math.clamp(middle - width / 2, layout.plotLeft() + 4,
                Math.max(layout.plotLeft() + 4, layout.plotRight() - 4 - width));
        text(text, left, top + LABEL, colour);
    }

    /** Text across all rails. */
    void over(double top, double baseline, String label, String colour, boolean left) {
        double room = layout.plotRight() - layout.plotLeft() - 8;
        String text = shown(label, SvgLayout.cells(room));
        double width = VisibleText.cells(text) * SvgLayout.CELL;
        text(text, layout.plotLeft() + 4 + (left ? 0 : (room - width) / 2), top + baseline, colour);
    }

    private String shown(String text, int mostCells) {
        return VisibleText.cut(VisibleText.spelled(text, canDisplay), mostCells);
    }

    /** With the background behind it, so that no rail crosses it. */
    private void text(String text, double left, double baseline, String colour) {
        svg.empty("rect", "class", "behind", "x", left - 2, "y", baseline - 11, "width",
                VisibleText.cells(text) * SvgLayout.CELL + 4, "height", LABEL_HEIGHT, "fill", theme.background);
        svg.text("text", text, "class", "label", "x", left, "y", baseline, "fill", colour);
    }
}
