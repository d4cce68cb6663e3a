package io.sipvault.web.page;

import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Over which time is searched.
 *
 * @param from
 *            null when open
 * @param to
 *            not included; null when open
 */
public record TimeScope(@Nullable Instant from, @Nullable Instant to) {
    /** The word for no bounds. */
    public static final String ALL = "all";
    public static final TimeScope EVER = new TimeScope(null, null);
    /** Words for times up to now, and what pages call them. */
    public static final Map<String, String> QUICK = words();
    private static final Map<String, Duration> LENGTHS = Map.of("1h", Duration.ofHours(1), "24h", Duration.ofDays(1),
            "7d", Duration.ofDays(7));

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("1h", "Last hour");
        words.put("24h", "24 hours");
        words.put("7d", "7 days");
        words.put(ALL, "All time");
        return words;
    }

    /**
     * What a request says; {@link #EVER} when it says nothing that is known.
     *
     * @param range
     *            one of {@link #QUICK}, or empty
     * @param since
     *            a time in UTC, or empty
     */
    public static TimeScope of(String range, String since, String until, Instant now) {
        Duration length = LENGTHS.get(range);
        if (length != null) {
            return new TimeScope(now.minus(length), null);
        }
        return new TimeScope(time(since), time(until));
    }

    public static TimeScope ofDay(LocalDate day) {
        Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new TimeScope(start, start.plus(Duration.ofDays(1)));
    }

    /** From a form's field in UTC, a day alone, or with an offset; null for what is none. */
    private static @Nullable Instant time(String text) {
        try {
            if (text.isEmpty()) {
                return null;
            }
            if (text.length() == "2026-11-21".length()) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.endsWith("Z") || text.indexOf('+') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The query, within this time. */
    public QueryNode within(QueryNode query) {
        List<QueryNode> parts = new ArrayList<>();
        parts.add(query);
        if (from != null) {
            parts.add(new QueryNode.Comparison(QueryField.AFTER, QueryNode.Operator.AT_LEAST,
                    new QueryValue.Moment(from)));
        }
        if (to != null) {
            parts.add(new QueryNode.Comparison(QueryField.BEFORE, QueryNode.Operator.LESS, new QueryValue.Moment(to)));
        }
        return parts.size() == 1 ? query : new QueryNode.And(parts);
    }
}
