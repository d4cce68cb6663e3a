package io.sipvault.web.ladder;

import io.sipvault.web.ladder.LadderEvent.Omission;
import io.sipvault.web.ladder.LadderEvent.StreamEnd;
import io.sipvault.web.ladder.LadderEvent.StreamStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars beside the receiver's rail, from the first to the last packet of each stream. */
final class SvgLanes {
    private static final double WIDTH = 4;
    private static final double STEP = 6;
    /** Bars that stand beside each other at one rail; more share a place. */
    private static final int PLACES = 5;
    private static final double ARROW = 22;

    private final Ladder ladder;
    private final SvgLayout layout;
    private final Theme theme;
    private final SvgWriter svg;
    private final Map<Integer, List<Double>> busyUntil = new LinkedHashMap<>();

    SvgLanes(Ladder ladder, SvgLayout layout, Theme theme, SvgWriter svg) {
        this.ladder = ladder;
        this.layout = layout;
        this.theme = theme;
        this.svg = svg;
    }

    private record Bar(StreamLane stream, double top, double bottom) {}

    void draw() {
        bars().values().forEach(this::draw);
    }

    /** An end that is left out, or a start, is where the omission is. */
    private Map<Integer, Bar> bars() {
        Map<Integer, Bar> bars = new LinkedHashMap<>();
        double omission = layout.headerTop() + SvgLayout.HEADER_BOX;
        for (int i = 0; i < ladder.events().size(); i++) {
            double y = layout.rowTop(i) + ARROW;
            switch (ladder.events().get(i)) {
                case StreamStart s -> bars.put(s.lane(), new Bar(s.stream(), y, Double.NaN));
                case StreamEnd s -> {
                    Bar begun = bars.get(s.lane());
                    bars.put(s.lane(), new Bar(s.stream(), begun == null ? omission : begun.top, y));
                }
                case Omission o -> omission = y;
                default -> {
                }
            }
        }
        double open = omission;
        bars.replaceAll((lane, bar) -> Double.isNaN(bar.bottom)
                ? new Bar(bar.stream, bar.top,
                        open > bar.top ? open : layout.bottom())
                : bar);
        return bars;
    }

    private void draw(Bar bar) {
        int column = bar.stream.to();
        double x = layout.x(column) + 3 + STEP * place(column, bar);
        svg.empty("rect", "class", bar.stream.isPoor() ? "lane poor" : "lane", "x", x, "y", bar.top, "width", WIDTH,
                "height", Math.max(2, bar.bottom - bar.top), "fill", bar.stream.isPoor() ? "none" : theme.media,
                "fill-opacity", "0.55", "stroke", theme.of(bar.stream), "stroke-width", 0.8, "stroke-dasharray",
                bar.stream.isPoor() ? "5 3" : "none").line();
    }

    private int place(int column, Bar bar) {
        List<Double> busy = busyUntil.computeIfAbsent(column, c -> new ArrayList<>());
        for (int i = 0; i < busy.size(); i++) {
            if (busy.get(i) <= bar.top) {
                busy.set(i, bar.bottom);
                return i;
            }
        }
        busy.add(bar.bottom);
        return (busy.size() - 1) % PLACES;
    }
}
