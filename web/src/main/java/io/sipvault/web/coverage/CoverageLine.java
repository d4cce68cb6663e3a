package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.web.coverage.Coverage.Track;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One kind of what an agent saw, as a strip of time, ready to draw.
 *
 * @param shapes
 *            in the coordinates of the strip
 * @param summary
 *            the same in words
 */
record CoverageLine(String kind, List<Shape> shapes, String summary) {
    /** How wide the strip is in its own coordinates. */
    static final int WIDTH = 1_000;
    /** What is shorter is drawn as long as this, so that it is seen. */
    private static final double LEAST_WIDTH = 2;

    /**
     * A stretch. How it is drawn tells its state without colour.
     *
     * @param state
     *            as {@link CoverageState#word}, or drops
     */
    record Shape(String state, String x, String width, String y, String height, String title) {}

    static CoverageLine of(Coverage coverage, Track track, Instant from, Instant to) {
        List<Shape> shapes = new ArrayList<>();
        track.spans().forEach(span -> shapes.add(shape(span.state().word(), span.from(), span.to(), from, to,
                span.state().words())));
        coverage.drops().stream().filter(drops -> drops.mayBeOf(track.kind())).forEach(drops -> shapes
                .add(shape("drops", drops.from(), drops.to(), from, to, LossLine.words(drops))));
        return new CoverageLine(name(track.kind()), shapes, summary(coverage, track, from, to));
    }

    static String name(ChunkKind kind) {
        return switch (kind) {
            case SIP -> "Signalling";
            case RTP -> "Media";
            case LOG -> "Log";
            case IMPORT -> "Import";
        };
    }

    private static Shape shape(String state, Instant begin, Instant end, Instant from, Instant to, String words) {
        double length = Duration.between(from, to).toMillis();
        double x = Math.clamp(Duration.between(from, begin).toMillis() / length * WIDTH, 0, WIDTH - LEAST_WIDTH);
        double until = Math.clamp(Duration.between(from, end).toMillis() / length * WIDTH, x + LEAST_WIDTH, WIDTH);
        int[] band = band(state);
        return new Shape(state, px(x), px(until - x), String.valueOf(band[0]), String.valueOf(band[1]),
                words + ", " + Times.dateAndTime(begin) + " to " + Times.dateAndTime(end));
    }

    /** Where in the 24 units of a strip's height something begins, and how high it is. */
    private static int[] band(String state) {
        return switch (state) {
            case "drops" -> new int[]{0, 4};
            case "expired" -> new int[]{10, 4};
            case "gap" -> new int[]{19, 5};
            case "missing", "unreadable" -> new int[]{1, 22};
            default -> new int[]{6, 12};
        };
    }

    /** For the legend. */
    static Shape example(String state) {
        int[] band = band(state);
        return new Shape(state, "1", "26", String.valueOf(band[0]), String.valueOf(band[1]), "");
    }

    private static String px(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String summary(Coverage coverage, Track track, Instant from, Instant to) {
        Map<CoverageState, Duration> sums = new EnumMap<>(CoverageState.class);
        track.spans().forEach(span -> sums.merge(span.state(), span.length(), Duration::plus));
        Duration told = sums.values().stream().reduce(Duration.ZERO, Duration::plus);
        Duration silent = Duration.between(from, to).minus(told);
        List<String> parts = new ArrayList<>();
        sums.forEach((state, sum) -> parts.add(state.words() + " " + words(sum)));
        if (silent.toSeconds() > 0) {
            parts.add("not known " + words(silent));
        }
        long dropped = coverage.drops().stream().filter(drops -> drops.mayBeOf(track.kind()))
                .mapToLong(Drops::packets).sum();
        if (dropped > 0) {
            parts.add(Figures.count(dropped, "packet") + " dropped");
        }
        if (!track.complete()) {
            parts.add("more than can be drawn");
        }
        return String.join(", ", parts);
    }

    private static String words(Duration duration) {
        return Times.seconds(duration.toMillis() / 1e3);
    }
}
