package io.sipvault.web.search;

import io.sipvault.indexer.diagnosis.Problem;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.Facet;
import io.sipvault.indexer.search.ListSearch;
import io.sipvault.web.page.Figures;
import io.sipvault.web.text.Text;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The facets of a search: how many calls have which value, each a link that narrows or widens. */
final class FacetLinks {
    /** Facets in the order of the page. */
    static final Map<Facet, String> SHOWN = shown();
    private static final int MOST_VALUES = 12;

    private FacetLinks() {}

    private static Map<Facet, String> shown() {
        Map<Facet, String> shown = new LinkedHashMap<>();
        shown.put(Facet.PROBLEM, "Problem");
        shown.put(Facet.STATE, "State");
        shown.put(Facet.STATUS, "Final status");
        shown.put(Facet.METHOD, "Kind");
        shown.put(Facet.AGENT, "Observer");
        return shown;
    }

    /** One facet. */
    record Group(String title, List<Value> values) {}

    /**
     * A value of it.
     *
     * @param href
     *            the search with this value; when it is chosen, without
     */
    record Value(String label, String count, String href, boolean chosen) {}

    /** What the chosen values add to the query. */
    static List<QueryNode> nodes(SearchRequest request, Clock clock) {
        List<QueryNode> nodes = new ArrayList<>();
        for (Facet facet : SHOWN.keySet()) {
            String value = request.narrowed().get(facet.label());
            if (value != null) {
                nodes.add(node(facet, value, clock));
            }
        }
        return nodes;
    }

    /** By way of the query language, which knows the values that a field takes. */
    private static QueryNode node(Facet facet, String value, Clock clock) {
        return facet == Facet.AGENT
                ? new QueryNode.Term(QueryField.AGENT, value)
                : QueryParser.parse(facet.label() + ":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"',
                        ZoneOffset.UTC, clock);
    }

    static List<Group> of(SearchRequest request, QueryNode query, ListSearch search) {
        List<Group> groups = new ArrayList<>();
        SHOWN.forEach((facet, title) -> {
            String chosen = request.narrowed().get(facet.label());
            List<Value> values = new ArrayList<>();
            for (FacetCount count : search.count(query, Row.CALLS, facet, MOST_VALUES)) {
                values.add(value(request, facet, count, count.value().equalsIgnoreCase(chosen)));
            }
            if (chosen != null || values.size() > 1 || !values.isEmpty() && facet == Facet.PROBLEM) {
                groups.add(new Group(title, values));
            }
        });
        return groups;
    }

    private static Value value(SearchRequest request, Facet facet, FacetCount count, boolean chosen) {
        return new Value(label(facet, count.value()), Figures.count(count.count()),
                request.narrowed(facet.label(), chosen ? null : count.value()).address("/search").toString(), chosen);
    }

    static String label(Facet facet, String value) {
        return facet == Facet.PROBLEM ? problem(value) : Text.cut(value, 40);
    }

    /** The title of a problem, by its code. */
    static String problem(String code) {
        for (Problem problem : Problem.values()) {
            if (problem.code().equals(code)) {
                return problem.title();
            }
        }
        return Text.cut(code, 40);
    }
}
