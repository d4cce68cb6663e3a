package io.sipvault.web.search;

import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.query.TimeSpan;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Order;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.search.Shortfall;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.page.TimeScope;
import io.sipvault.web.page.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the index what one search page asks: over which time, and which calls. */
final class Searching {
    private final SearchRound search;
    private final Clock clock;

    Searching(SearchRound search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /**
     * A search that can be made.
     *
     * @param query
     *            with its time
     * @param order
     *            of the calls
     * @param day
     *            the newest day with matching calls, when no time was asked for; else null
     * @param everywhere
     *            the newest that matches at any time, when no time was asked for; else null
     */
    record Plan(QueryNode query, Order order, @Nullable LocalDate day, @Nullable Page everywhere) {}

    /** @throws io.sipvault.ingest.error.ForensicException BAD_REQUEST when the query cannot be read */
    Plan plan(SearchRequest request) {
        QueryNode query = query(request);
        if (request.hasRange() || isTimed(query)) {
            return new Plan(
                    TimeScope.of(request.range(), request.since(), request.until(), clock.instant()).within(query),
                    request.order(), null, null);
        }
        Page newest = search.search(query, Row.CALLS, null, 1);
        if (newest.hits().isEmpty()) {
            return new Plan(query, request.order(), null, null);
        }
        LocalDate day = day(newest.hits().getFirst());
        return new Plan(TimeScope.ofDay(day).within(query), request.order(), day, newest);
    }

    private QueryNode query(SearchRequest request) {
        List<QueryNode> parts = new ArrayList<>();
        if (!request.q().isEmpty()) {
            parts.add(QueryParser.parse(request.q(), ZoneOffset.UTC, clock));
        }
        parts.addAll(FacetLinks.nodes(request, clock));
        return switch (parts.size()) {
            case 0 -> new QueryNode.MatchAll();
            case 1 -> parts.getFirst();
            default -> new QueryNode.And(parts);
        };
    }

    static boolean isTimed(QueryNode query) {
        TimeSpan span = TimeSpan.of(query);
        return span.from() != null || span.to() != null;
    }

    Page page(Plan plan, @Nullable String cursor, int limit) {
        return search.search(plan.query(), Row.CALLS, plan.order(), cursor, limit);
    }

    List<FacetLinks.Group> facets(SearchRequest request, Plan plan) {
        return FacetLinks.of(request, plan.query(), search);
    }

    /** How many match a request at any time, whatever time it says. */
    Page everywhere(SearchRequest request) {
        return search.search(query(request), Row.CALLS, null, 1);
    }

    /** The newest day that has any call; null when nothing was imported. */
    @Nullable
    LocalDate newestDay() {
        List<Hit> newest = search.search(new QueryNode.MatchAll(), Row.CALLS, null, 1).hits();
        return newest.isEmpty() ? null : day(newest.getFirst());
    }

    private static LocalDate day(Hit hit) {
        Instant start = ViewJson.instant(hit.startNs());
        return Times.date(start);
    }

    /** Why what was found may lack something, in words; null when it lacks nothing. */
    @Nullable
    String partial() {
        return search.shortfalls().isEmpty() ? null : Shortfall.sentence(search.shortfalls());
    }
}
