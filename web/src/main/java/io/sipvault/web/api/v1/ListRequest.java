package io.sipvault.web.api.v1;

import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.query.QueryValue;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.ListSearch;
import io.sipvault.indexer.search.Order;
import io.sipvault.web.problem.ApiException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which documents a list holds, and which part of it is asked for. */
final class ListRequest {
    static final int DEFAULT_LIMIT = 50;
    static final int MOST = 1_000;
    /** Beyond this a client goes on with the cursor: a page by position walks over all that stands before it. */
    private static final int FURTHEST = 1_000_000;

    private final List<QueryNode> parts = new ArrayList<>();
    private final Clock clock;

    ListRequest(Clock clock) {
        this.clock = clock;
    }

    ListRequest with(QueryNode part) {
        parts.add(part);
        return this;
    }

    /** Adds a query in the query language, if there is one. */
    ListRequest query(@Nullable String q) {
        return q == null || q.isBlank() ? this : with(QueryParser.parse(q, ZoneOffset.UTC, clock));
    }

    /** Adds an exact value, if there is one. */
    ListRequest value(QueryField field, @Nullable String value) {
        return value == null || value.isEmpty() ? this : with(new QueryNode.Term(field, value));
    }

    ListRequest since(@Nullable String time) {
        return time == null
                ? this
                : with(new QueryNode.Comparison(QueryField.AFTER, QueryNode.Operator.AT_LEAST, moment("since", time)));
    }

    ListRequest until(@Nullable String time) {
        return time == null
                ? this
                : with(new QueryNode.Comparison(QueryField.BEFORE, QueryNode.Operator.LESS, moment("until", time)));
    }

    private static QueryValue moment(String name, String text) {
        try {
            return new QueryValue.Moment(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw ApiException.badRequest(name, name + "='" + text + "' is no time; it takes one such as "
                    + Instant.EPOCH.plusSeconds(1_800_000_000L));
        }
    }

    QueryNode node() {
        return switch (parts.size()) {
            case 0 -> new QueryNode.MatchAll();
            case 1 -> parts.getFirst();
            default -> new QueryNode.And(parts);
        };
    }

    /** A page, by cursor when there is one or none is needed, by position otherwise. */
    Page page(ListSearch search, Row row, Order order, @Nullable String cursor, int offset, int limit) {
        if (cursor != null && offset != 0) {
            throw ApiException.badRequest("cursor", "cursor and offset exclude each other; leave out one");
        }
        return offset == 0
                ? search.search(node(), row, order, cursor, limit)
                : search.page(node(), row, order, offset, limit);
    }

    /**
     * In which order.
     *
     * @param start
     *            what the entries of the list call the time that they began
     */
    static Order order(@Nullable String sort, String start) {
        if (sort == null || sort.isBlank() || sort.equals('-' + start)) {
            return Order.NEWEST_FIRST;
        }
        if (sort.equals(start)) {
            return Order.OLDEST_FIRST;
        }
        throw ApiException.badRequest("sort", "sort='" + sort + "' is none; it takes -" + start
                + " (the newest first, as without it) or " + start
                + " (the oldest first). To sort by anything else, every match would have to be read for each page: narrow"
                + " the query instead, as with q=duration>60s or q=mos<3.5");
    }

    /** As clients expect: too large a limit is cut to the greatest, less than one is an error. */
    static int limit(@Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw ApiException.badRequest("limit", "limit=" + limit + " is too small; it takes 1 to " + MOST);
        }
        return limit == null ? DEFAULT_LIMIT : Math.min(limit, MOST);
    }

    static int offset(@Nullable Integer offset) {
        if (offset != null && (offset < 0 || offset > FURTHEST)) {
            throw ApiException.badRequest("offset", "offset=" + offset + " is out of range; it takes 0 to " + FURTHEST
                    + "; to go further, ask with the next_cursor of the page before as cursor, and without offset");
        }
        return offset == null ? 0 : offset;
    }

    /**
     * A page of a list that is cut by place.
     *
     * @param nextCursor
     *            asks for the next page; null when there is none
     */
    record Slice<T>(List<T> items, int limit, @Nullable String nextCursor) {
        /** @throws ApiException 400 when the cursor or the limit is none */
        static <T> Slice<T> of(List<T> all, @Nullable String cursor, @Nullable Integer limit) {
            int most = ListRequest.limit(limit);
            int from = Math.min(position(cursor), all.size());
            int to = Math.min(from + most, all.size());
            return new Slice<>(all.subList(from, to), most, to < all.size() ? String.valueOf(to) : null);
        }
    }

    /** Of a list that is cut by place: where the page begins that a cursor asks for. */
    private static int position(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Math.max(0, Integer.parseInt(cursor));
        } catch (NumberFormatException e) {
            throw ApiException.badRequest("cursor", "cursor='" + cursor
                    + "' is none that a page gave; leave it out for the first page");
        }
    }
}
