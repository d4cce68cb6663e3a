package io.sipvault.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Facet;
import io.sipvault.indexer.search.SearchRound;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.web.coverage.CallCoverage;
import io.sipvault.web.coverage.CallCoverages;
import io.sipvault.web.evidence.CallFinder;
import io.sipvault.web.evidence.CallFinder.Found;
import io.sipvault.web.evidence.Expiries;
import io.sipvault.web.evidence.Expiries.Expired;
import io.sipvault.web.problem.ApiException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/calls}: one row per call, its legs folded, with facets. */
@RestController
final class CallResource {
    private static final int MOST_VALUES = 50;

    private final EvidenceSearch search;
    private final CallFinder finder;
    private final Expiries expiries;
    private final CallCoverages coverages;
    private final Clock clock;

    CallResource(EvidenceSearch search, CallFinder finder, Expiries expiries, CallCoverages coverages, Clock clock) {
        this.coverages = coverages;
        this.search = search;
        this.finder = finder;
        this.expiries = expiries;
        this.clock = clock;
    }

    /** A page of calls; facets where they were asked for. */
    record CallPage(int schemaVersion, long total, int limit, List<CallSummary> calls,
            @JsonUnwrapped Completeness completeness,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, List<FacetCount>> facets,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextCursor) {}

    /** A call with the dialogs that are its legs and all its streams, and whether all of it was seen. */
    record CallDetail(int schemaVersion, CallSummary call, DialogView summary, List<DialogView> dialogs,
            List<StreamView> streams, CallCoverage coverage, List<Expired> expired) {}

    @GetMapping("/v1/calls")
    CallPage list(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String facets) {
        QueryNode query = new ListRequest(clock).query(q).since(since).until(until).node();
        int most = ListRequest.limit(limit);
        SearchRound round = search.round();
        Page page = round.search(query, Row.CALLS, ListRequest.order(sort, "start"), cursor, most);
        List<CallSummary> calls = page.hits().stream()
                .map(hit -> CallSummary.of(hit.id(), ViewJson.read(hit.display(), DialogView.class))).toList();
        Map<String, List<FacetCount>> counted = facets == null ? null : facets(round, query, facets);
        return new CallPage(1, page.total(), most, calls, Completeness.of(round, page), counted, page.cursor());
    }

    private static Map<String, List<FacetCount>> facets(SearchRound round, QueryNode query, String names) {
        Map<String, List<FacetCount>> counted = new TreeMap<>();
        for (String name : names.equals("all") ? labels() : List.of(names.split(","))) {
            counted.put(name.strip(), round.count(query, Row.CALLS, facet(name.strip()), MOST_VALUES));
        }
        return counted;
    }

    private static List<String> labels() {
        return Arrays.stream(Facet.values()).map(Facet::label).toList();
    }

    private static Facet facet(String name) {
        return Arrays.stream(Facet.values()).filter(f -> f.label().equals(name.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> ApiException.badRequest("facets", "facets='" + name + "' is none; it takes all, or "
                        + labels().stream().collect(Collectors.joining(", ")) + " with commas between"));
    }

    @GetMapping("/v1/calls/{id}")
    CallDetail call(@PathVariable String id) {
        Found call = finder.call(id);
        List<Found> legs = finder.legs(call).stream().filter(leg -> isLeg(leg, call)).toList();
        List<DialogView> dialogs = legs.stream().map(Found::view).toList();
        List<StreamView> streams = finder.streams(legs);
        return new CallDetail(1, CallSummary.of(call.hit().id(), call.view()), call.view(), dialogs, streams,
                coverages.of(dialogs.isEmpty() ? List.of(call.view()) : dialogs, streams), expiries.of(legs));
    }

    /** The document of a call of several legs is none of them. */
    private static boolean isLeg(Found found, Found call) {
        return call.view().legs().size() < 2 || !found.hit().id().equals(call.hit().id());
    }
}
