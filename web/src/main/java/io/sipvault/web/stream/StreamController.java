package io.sipvault.web.stream;

import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.query.QueryProblem;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.search.Shortfall;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.TimeScope;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /streams}: the worst quality first, among the newest streams that match. */
@Controller
final class StreamController {
    /** Streams that are put in order; beyond that a shorter time shows the rest. */
    private static final int MOST = 1_000;
    private static final int SHOWN = 200;
    private static final String PATH = "/streams";
    private static final Comparator<StreamView> WORST_FIRST = Comparator
            .comparing(StreamView::mos, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Comparator.comparingDouble(StreamView::lossPct).reversed())
            .thenComparing(Comparator.comparing(StreamView::firstSeen).reversed());

    private final EvidenceSearch search;
    private final Clock clock;

    StreamController(EvidenceSearch search, Clock clock) {
        this.search = search;
        this.clock = clock;
    }

    /** A filter or a time for one click. */
    record Choice(String text, String href, boolean chosen) {}

    /**
     * The page.
     *
     * @param scope
     *            which streams these are, in words
     * @param partial
     *            why streams may be missing, in words; null when none is
     */
    record StreamPage(String q, String only, String range, String total, String scope, @Nullable String partial,
            @Nullable String fault,
            List<Choice> filters, List<Choice> times, List<StreamLine> rows) {}

    @GetMapping(PATH)
    String page(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String range, Model model) {
        QueryProblem problem = QueryParser.check(q, ZoneOffset.UTC, clock);
        model.addAttribute("page", problem == null
                ? found(q, only, range)
                : new StreamPage(q, only, range, "", "", null, Text.line(problem.message()), filters(q, only, range),
                        times(q, only, range), List.of()));
        return "stream/list";
    }

    private StreamPage found(String q, String only, String range) {
        QueryNode query = query(q, only);
        SearchRound round = search.round();
        TimeScope time = TimeScope.of(range, "", "", clock.instant());
        String scope = TimeScope.QUICK.getOrDefault(range, "");
        if (scope.isEmpty()) {
            List<Hit> newest = round.search(query, Row.STREAMS, null, 1).hits();
            if (!newest.isEmpty()) {
                String day = Times.day(ViewJson.instant(newest.getFirst().startNs()));
                time = TimeScope.ofDay(Times.date(ViewJson.instant(newest.getFirst().startNs())));
                scope = "on " + day + " (UTC), the newest day that has matching streams";
            }
        }
        Page page = round.search(time.within(query), Row.STREAMS, null, MOST);
        List<StreamLine> rows = page.hits().stream().map(hit -> ViewJson.read(hit.display(), StreamView.class))
                .sorted(WORST_FIRST).limit(SHOWN).map(StreamLine::of).toList();
        return new StreamPage(q, only, range, Figures.total(page, "stream"), scope + more(page, rows),
                round.shortfalls().isEmpty() ? null : Shortfall.sentence(round.shortfalls()), null,
                filters(q, only, range), times(q, only, range), rows);
    }

    private static String more(Page page, List<StreamLine> rows) {
        if (page.total() > MOST) {
            return "; the worst " + rows.size() + " of the newest " + Figures.count(MOST)
                    + " are shown, a shorter time shows others";
        }
        return page.total() > rows.size() ? "; the worst " + rows.size() + " are shown" : "";
    }

    private QueryNode query(String q, String only) {
        List<QueryNode> parts = new ArrayList<>();
        parts.add(new QueryNode.MatchAll());
        if (!q.isBlank()) {
            parts.add(new QueryNode.OfCalls(QueryParser.parse(q, ZoneOffset.UTC, clock)));
        }
        switch (only) {
            case "poor" -> parts.add(parsed("mos<3.6"));
            case "loss" -> parts.add(parsed("loss>1"));
            case "jitter" -> parts.add(parsed("jitter>30"));
            case "orphaned" -> parts.add(new QueryNode.Not(new QueryNode.Present(QueryField.CALL_ID)));
            default -> {
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new QueryNode.And(parts);
    }

    private QueryNode parsed(String text) {
        return QueryParser.parse(text, ZoneOffset.UTC, clock);
    }

    private static List<Choice> filters(String q, String only, String range) {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("", "All");
        filters.put("poor", "MOS below 3.6");
        filters.put("loss", "Loss above 1 %");
        filters.put("jitter", "Jitter above 30 ms");
        filters.put("orphaned", "Of no call");
        return choices(filters, only, value -> address(q, value, range));
    }

    private static List<Choice> times(String q, String only, String range) {
        return choices(TimeScope.QUICK, range, value -> address(q, only, value));
    }

    private static List<Choice> choices(Map<String, String> all, String chosen,
            UnaryOperator<String> href) {
        return all.entrySet().stream()
                .map(each -> new Choice(each.getValue(), href.apply(each.getKey()), each.getKey().equals(chosen)))
                .toList();
    }

    private static String address(String q, String only, String range) {
        return Address.of(PATH).with("q", q).with("only", only).with("range", range).toString();
    }
}
