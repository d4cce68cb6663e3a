package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Gap;
import io.sipvault.web.ladder.LadderEvent.LogLine;
import io.sipvault.web.ladder.LadderEvent.Marker;
import io.sipvault.web.ladder.LadderEvent.Message;
import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.List;

/** Where everything stands, in pixels. */
final class SvgLayout {
    /** Width of a character of 12 pixels; DejaVu Sans Mono and its like have 0.6 em. */
    static final double CELL = 7.23;
    static final double MARGIN = 16;
    static final double HEADER_BOX = 44;
    private static final double TIME_WIDTH = 100;
    private static final double DELTA_WIDTH = 84;
    private static final double TITLE_HEIGHT = 32;
    private static final double LINE = 18;
    private static final double NARROWEST = 160;
    private static final double WIDEST = 250;
    private static final double LEAST_PLOT = 480;
    private static final double LEAST_PLOT_WITH_LOGS = 760;
    private static final double MOST_PLOT = 1_500;
    private static final double AROUND_LABEL = 44;
    private static final int REPEATED_AFTER = 24;
    private static final int MOST_LEGS = 8;

    private final Ladder ladder;
    private final double spacing;
    private final double[] rowTops;
    private final double bottom;

    SvgLayout(Ladder ladder) {
        this.ladder = ladder;
        this.spacing = spacing(ladder);
        this.rowTops = new double[ladder.events().size()];
        double y = headerTop() + HEADER_BOX + 8;
        for (int i = 0; i < rowTops.length; i++) {
            rowTops[i] = y;
            y += rowHeight(ladder.events().get(i));
        }
        this.bottom = y + 10;
    }

    private static double spacing(Ladder ladder) {
        int count = Math.max(1, ladder.columns().size());
        double hosts = ladder.columns().stream()
                .mapToDouble(c -> Math.max(VisibleText.cells(c.label()), VisibleText.cells(c.userAgent())) * CELL + 28)
                .max().orElse(0);
        // longer labels leave their arrows: one of them shall not make all columns wide
        double labels = ladder.events().stream().mapToDouble(e -> e.cellsPerColumn() * CELL + AROUND_LABEL)
                .filter(w -> w <= WIDEST).max().orElse(0);
        double bounded = Math.clamp(Math.min(Math.max(hosts, labels), MOST_PLOT / count), NARROWEST, WIDEST);
        boolean logs = ladder.events().stream().anyMatch(LogLine.class::isInstance);
        return Math.max(bounded, (logs ? LEAST_PLOT_WITH_LOGS : LEAST_PLOT) / count);
    }

    private static double rowHeight(LadderEvent event) {
        return switch (event) {
            case Message m -> 30;
            case StreamStart s -> 32;
            case StreamEnd s -> 30;
            case Marker m -> 30;
            case LogLine l -> 22;
            case Gap g -> 20;
            case Omission o -> 30;
        };
    }

    /** Legs that are named, when there are several. */
    List<Ladder.Leg> namedLegs() {
        return ladder.legs().subList(0, Math.min(MOST_LEGS, ladder.legs().size()));
    }

    /** Baseline of a line below the title. */
    double subtitle(int line) {
        return MARGIN + TITLE_HEIGHT + line * LINE + 4;
    }

    double headerTop() {
        return MARGIN + TITLE_HEIGHT + LINE * Math.max(1, namedLegs().size()) + 12;
    }

    double rowTop(int event) {
        return rowTops[event];
    }

    double rowHeight(int event) {
        return rowHeight(ladder.events().get(event));
    }

    /** Below all rows. */
    double bottom() {
        return bottom;
    }

    /** Whether the names of the columns stand below too. */
    boolean isLong() {
        return rowTops.length > REPEATED_AFTER;
    }

    double spacing() {
        return spacing;
    }

    double x(int column) {
        return plotLeft() + spacing / 2 + column * spacing;
    }

    double plotLeft() {
        return MARGIN + TIME_WIDTH;
    }

    double plotRight() {
        return plotLeft() + spacing * Math.max(1, ladder.columns().size());
    }

    double width() {
        return plotRight() + DELTA_WIDTH + MARGIN;
    }

    double height() {
        return bottom + (isLong() ? HEADER_BOX + 8 : 0) + MARGIN;
    }

    /** Characters that fit. */
    static int cells(double width) {
        return Math.max(1, (int) (width / CELL));
    }
}
