package io.sipvault.indexer.query;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time in which everything that a query matches begins: which time partitions have to be opened.
 *
 * @param from
 *            inclusive, null when unbounded
 * @param to
 *            exclusive, null when unbounded
 */
public record TimeSpan(@Nullable Instant from, @Nullable Instant to) {
    public static final TimeSpan ALWAYS = new TimeSpan(null, null);

    /** The span of a query; never too short, but longer than needed where a NOT or an OR makes it hard to say. */
    public static TimeSpan of(QueryNode query) {
        return switch (query) {
            case QueryNode.And and -> and.parts().stream().map(TimeSpan::of).reduce(ALWAYS, TimeSpan::and);
            case QueryNode.Or or -> or.parts().stream().map(TimeSpan::of).reduce(TimeSpan::or).orElse(ALWAYS);
            case QueryNode.Comparison comparison -> of(comparison);
            case QueryNode.OfCalls of -> during(of(of.calls()));
            default -> ALWAYS;
        };
    }

    /** Streams of a call may begin a little before it does, and hours after. */
    private static TimeSpan during(TimeSpan calls) {
        return new TimeSpan(calls.from == null ? null : calls.from.minus(Duration.ofMinutes(1)),
                calls.to == null ? null : calls.to.plus(Duration.ofDays(1)));
    }

    private static TimeSpan of(QueryNode.Comparison comparison) {
        if (!(comparison.value() instanceof QueryValue.Moment moment)) {
            return ALWAYS;
        }
        return comparison.field() == QueryField.AFTER
                ? new TimeSpan(moment.value(), null)
                : new TimeSpan(null, moment.value());
    }

    /** Whether nothing can begin in it. */
    public boolean isEmpty() {
        return from != null && to != null && !from.isBefore(to);
    }

    /** What lies in both. */
    public TimeSpan and(TimeSpan other) {
        Instant latest = from == null || (other.from != null && other.from.isAfter(from)) ? other.from : from;
        Instant earliest = to == null || (other.to != null && other.to.isBefore(to)) ? other.to : to;
        return new TimeSpan(latest, earliest);
    }

    /** The shortest span that holds both. */
    public TimeSpan or(TimeSpan other) {
        Instant first = from == null || other.from == null ? null : from.isBefore(other.from) ? from : other.from;
        Instant last = to == null || other.to == null ? null : to.isAfter(other.to) ? to : other.to;
        return new TimeSpan(first, last);
    }
}
