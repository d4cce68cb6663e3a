package io.sipvault.web.coverage;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time in one state. */
public record Span(Instant from, Instant to, CoverageState state) {
    public Duration length() {
        return Duration.between(from, to);
    }

    Span within(Instant begin, Instant end) {
        return new Span(from.isBefore(begin) ? begin : from, to.isAfter(end) ? end : to, state);
    }

    boolean touches(Instant begin, Instant end) {
        return !to.isBefore(begin) && !from.isAfter(end);
    }
}
