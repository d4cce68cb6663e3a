package io.sipvault.web.call;

import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.StreamView.Interval;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Quality of a stream over time: the score as a line, lost packets as bars below it, and both as a table.
 *
 * @param lines
 *            points of each unbroken stretch of the line, in the coordinates of the picture
 * @param dots
 *            the intervals that have a score
 */
record QualityChart(List<String> lines, List<Dot> dots, List<Bar> bars, List<Grid> grid, String first, String last,
        String title, List<Line> table) {
    static final int WIDTH = 420;
    static final int HEIGHT = 150;
    private static final double LEFT = 30;
    private static final double RIGHT = WIDTH - 8;
    private static final double TOP = 12;
    private static final double BOTTOM = 96;
    private static final double BARS_TOP = 104;
    private static final double BARS_BOTTOM = 132;
    private static final double LEAST = 1;
    private static final double MOST = 4.5;
    private static final int MOST_INTERVALS = 720;
    private static final double POOR = 3.6;

    /** An interval's score. */
    record Dot(String x, String y, boolean poor, String title) {}

    /** An interval's loss. */
    record Bar(String x, String y, String width, String height, String title) {}

    /** A line across, with its score. */
    record Grid(String y, String labelY, String label) {}

    /** An interval in figures. */
    record Line(String start, String packets, String lost, String jitter, String mos) {}

    /** Null when there is nothing that changes over time. */
    static @Nullable QualityChart of(StreamView s) {
        List<Interval> intervals = s.qualityIntervals().subList(0,
                Math.min(MOST_INTERVALS, s.qualityIntervals().size()));
        if (intervals.size() < 2) {
            return null;
        }
        double step = (RIGHT - LEFT) / intervals.size();
        return new QualityChart(lines(intervals, step), dots(intervals, step), bars(intervals, step), across(),
                clock(intervals.getFirst()), clock(intervals.getLast()), title(s, intervals),
                intervals.stream().map(QualityChart::line).toList());
    }

    private static String title(StreamView s, List<Interval> intervals) {
        double least = intervals.stream().map(Interval::mos).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        return "Quality over time of " + s.src() + " to " + s.dst() + ": "
                + (Double.isNaN(least) ? "no score" : "lowest score " + Figures.decimal(least)) + ", "
                + Figures.count(s.lost()) + " packets lost";
    }

    private static String clock(Interval interval) {
        return Times.timeOfDay(interval.start()).substring(0, "00:00:00".length());
    }

    private static double y(double mos) {
        return BOTTOM - (Math.clamp(mos, LEAST, MOST) - LEAST) / (MOST - LEAST) * (BOTTOM - TOP);
    }

    private static double x(int index, double step) {
        return LEFT + (index + 0.5) * step;
    }

    private static List<String> lines(List<Interval> intervals, double step) {
        List<String> lines = new ArrayList<>();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i <= intervals.size(); i++) {
            Double mos = i < intervals.size() ? intervals.get(i).mos() : null;
            if (mos != null) {
                points.append(px(x(i, step))).append(',').append(px(y(mos))).append(' ');
            } else if (!points.isEmpty()) {
                lines.add(points.toString().strip());
                points.setLength(0);
            }
        }
        return lines;
    }

    private static List<Dot> dots(List<Interval> intervals, double step) {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            Double mos = interval.mos();
            if (mos != null) {
                dots.add(new Dot(px(x(i, step)), px(y(mos)), mos < POOR,
                        clock(interval) + ": MOS " + Figures.decimal(mos) + ", jitter "
                                + Figures.ms(interval.jitterMs())));
            }
        }
        return dots;
    }

    /** The highest bar is the interval with the most loss, at least 10 % so that little loss looks like little. */
    private static List<Bar> bars(List<Interval> intervals, double step) {
        double most = Math.max(0.1, intervals.stream().mapToDouble(QualityChart::loss).max().orElse(0));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            double height = loss(intervals.get(i)) / most * (BARS_BOTTOM - BARS_TOP);
            if (height > 0) {
                bars.add(new Bar(px(LEFT + i * step + step * 0.2), px(BARS_BOTTOM - height), px(step * 0.6),
                        px(Math.max(1, height)), clock(intervals.get(i)) + ": " + intervals.get(i).lost() + " lost, "
                                + Figures.percent(100 * loss(intervals.get(i)))));
            }
        }
        return bars;
    }

    private static double loss(Interval interval) {
        int expected = interval.packets() + Math.max(0, interval.lost());
        return expected == 0 ? 0 : Math.max(0, interval.lost()) / (double) expected;
    }

    private static List<Grid> across() {
        List<Grid> grid = new ArrayList<>();
        for (int mos = 1; mos <= 4; mos++) {
            grid.add(new Grid(px(y(mos)), px(y(mos) + 4), String.valueOf(mos)));
        }
        return grid;
    }

    private static Line line(Interval interval) {
        return new Line(Times.timeOfDay(interval.start()), Figures.count(interval.packets()),
                interval.lost() + " (" + Figures.percent(100 * loss(interval)) + ")", Figures.ms(interval.jitterMs()),
                Figures.decimal(interval.mos()));
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
