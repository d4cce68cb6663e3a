package io.sipvault.web.search;

import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.query.QueryProblem;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.Facet;
import io.sipvault.indexer.search.Order;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Numbers;
import io.sipvault.web.page.TimeScope;
import io.sipvault.web.search.SearchPage.Empty;
import io.sipvault.web.search.SearchPage.Fault;
import io.sipvault.web.search.SearchPage.Form;
import io.sipvault.web.search.SearchPage.Hidden;
import io.sipvault.web.search.SearchPage.Link;
import io.sipvault.web.search.SearchPage.Quick;
import io.sipvault.web.search.SearchPage.Turn;
import io.sipvault.web.search.Searching.Plan;
import io.sipvault.web.text.Text;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /} and {@code /search}. */
@Controller
final class SearchController {
    private static final int PAGE = 50;
    private static final String PATH = "/search";

    private final EvidenceSearch search;
    private final Clock clock;
    private final Numbers numbers;

    SearchController(EvidenceSearch search, Clock clock, Numbers numbers) {
        this.search = search;
        this.clock = clock;
        this.numbers = numbers;
    }

    private Searching searching() {
        return new Searching(search.round(), clock);
    }

    @GetMapping({"/", PATH})
    String page(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam Map<String, String> parameters,
            Model model) {
        SearchRequest request = SearchRequest.of(q, range, since, until, parameters);
        Fault fault = fault(request.q());
        model.addAttribute("page", fault == null ? found(request, cursor) : refused(request, fault));
        return "search/list";
    }

    @GetMapping(PATH + ".csv")
    ResponseEntity<StreamingResponseBody> csv(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until, @RequestParam Map<String, String> parameters) {
        Plan plan = searching().plan(SearchRequest.of(q, range, since, until, parameters));
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"calls.csv\"")
                .body(out -> new CallCsv(out).write(cursor -> searching().page(plan, cursor, CallCsv.PAGE)));
    }

    private SearchPage found(SearchRequest request, @Nullable String cursor) {
        Searching searching = searching();
        Plan plan = searching.plan(request);
        Page page = searching.page(plan, cursor, PAGE);
        List<CallRow> rows = page.hits().stream()
                .map(hit -> CallRow.of(hit.id(), ViewJson.read(hit.display(), DialogView.class), numbers)).toList();
        List<FacetLinks.Group> facets = searching.facets(request, plan);
        Empty empty = rows.isEmpty() ? empty(request, searching) : null;
        return new SearchPage(form(request), Figures.total(page, "call"), scope(request, plan),
                searching.partial(), wider(request, plan, page), chosen(request), facets, rows, null, empty,
                request.address(PATH + ".csv").toString(),
                page.cursor() == null ? null : request.address(PATH).with("cursor", page.cursor()).toString(),
                cursor == null ? null : request.address(PATH).toString(), turn(request));
    }

    private static SearchPage refused(SearchRequest request, Fault fault) {
        return new SearchPage(form(request), "", "", null, null, chosen(request), List.of(), List.of(), fault, null, "",
                null, null, turn(request));
    }

    private @Nullable Fault fault(String q) {
        QueryProblem problem = QueryParser.check(q, ZoneOffset.UTC, clock);
        if (problem == null) {
            return null;
        }
        int from = Math.clamp(problem.position(), 0, q.length());
        int to = Math.clamp((long) from + problem.length(), from, q.length());
        return new Fault(Text.line(q.substring(0, from)), Text.line(q.substring(from, to)), Text.line(q.substring(to)),
                Text.line(problem.message()));
    }

    private static Turn turn(SearchRequest request) {
        return new Turn(request.order() == Order.OLDEST_FIRST, request.turned().address(PATH).toString());
    }

    private static Form form(SearchRequest request) {
        List<Quick> quick = TimeScope.QUICK.entrySet().stream().map(each -> new Quick(each.getValue(),
                request.during(each.getKey()).address(PATH).toString(), each.getKey().equals(request.range())))
                .toList();
        List<Hidden> hidden = new ArrayList<>();
        request.narrowed().forEach((name, value) -> hidden.add(new Hidden(name, value)));
        if (request.order() == Order.OLDEST_FIRST) {
            hidden.add(new Hidden("sort", "start"));
        }
        return new Form(request.q(), request.range(), request.since(), request.until(), quick, hidden,
                !request.since().isEmpty() || !request.until().isEmpty());
    }

    private static String scope(SearchRequest request, Plan plan) {
        if (plan.day() != null) {
            return "on " + plan.day() + " (UTC), the newest day that has "
                    + (request.q().isEmpty() && request.narrowed().isEmpty() ? "calls" : "matching calls");
        }
        String quick = TimeScope.QUICK.get(request.range());
        if (quick != null && !request.range().equals(TimeScope.ALL)) {
            return "in the " + (request.range().equals("1h") ? "last hour" : "last " + quick);
        }
        if (request.since().isEmpty() && request.until().isEmpty()) {
            return Searching.isTimed(plan.query()) ? "in the time that the query says" : "of all time";
        }
        return ((request.since().isEmpty() ? "" : "from " + request.since().replace('T', ' '))
                + (request.until().isEmpty() ? "" : " until " + request.until().replace('T', ' ')) + " UTC").strip();
    }

    private static @Nullable Link wider(SearchRequest request, Plan plan, Page ofDay) {
        Page all = plan.everywhere();
        return all == null || !all.totalIsLowerBound() && all.total() <= ofDay.total()
                ? null
                : new Link((all.totalIsLowerBound() ? "" : "all ") + Figures.total(all, "call") + " of all time",
                        request.during(TimeScope.ALL).address(PATH).toString());
    }

    private static List<Link> chosen(SearchRequest request) {
        List<Link> chosen = new ArrayList<>();
        FacetLinks.SHOWN.forEach((facet, title) -> {
            String value = request.narrowed().get(facet.label());
            if (value != null) {
                chosen.add(new Link(title + ": " + FacetLinks.label(facet, value),
                        request.narrowed(facet.label(), null).address(PATH).toString()));
            }
        });
        return chosen;
    }

    private static Empty empty(SearchRequest request, Searching searching) {
        LocalDate newest = searching.newestDay();
        if (newest == null) {
            return new Empty("Nothing was imported yet.", List.of(new Link("Import a capture or a log", "/imports")));
        }
        List<Link> attempts = new ArrayList<>();
        Page everywhere = searching.everywhere(request);
        if (everywhere.total() > 0) {
            attempts.add(new Link("Search all time: " + Figures.total(everywhere, "call"),
                    request.during(TimeScope.ALL).address(PATH).toString()));
        }
        if (!request.narrowed().isEmpty()) {
            attempts.add(new Link("Drop the filters", request.wide().address(PATH).toString()));
        }
        attempts.add(new Link("Calls of " + newest + ", the newest day", "/search"));
        attempts.add(new Link("Calls with one-way audio, at any time",
                new SearchRequest("", TimeScope.ALL, "", "", Map.of(Facet.PROBLEM.label(), "one_way_audio"),
                        Order.NEWEST_FIRST)
                        .address(PATH).toString()));
        return new Empty("No call matches. A number may be typed in any form; its last digits do, as in number:*0191.",
                attempts);
    }
}
