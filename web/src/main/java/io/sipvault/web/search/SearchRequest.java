package io.sipvault.web.search;

import io.sipvault.indexer.search.Order;
import io.sipvault.web.page.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search was asked, as its address says it.
 *
 * @param q
 *            in the query language
 * @param range
 *            a word for a time range, or empty
 * @param since
 *            time from a field, UTC
 * @param until
 *            as {@code since}, not included
 * @param narrowed
 *            values of facets, by the facet's label
 * @param order
 *            of the calls
 */
record SearchRequest(String q, String range, String since, String until, Map<String, String> narrowed, Order order) {
    private static final String SORT = "sort";
    private static final String OLDEST = "start";

    static SearchRequest of(@Nullable String q, @Nullable String range, @Nullable String since, @Nullable String until,
            Map<String, String> parameters) {
        Map<String, String> narrowed = new LinkedHashMap<>();
        FacetLinks.SHOWN.forEach((facet, title) -> {
            String value = parameters.get(facet.label());
            if (value != null && !value.isBlank()) {
                narrowed.put(facet.label(), value);
            }
        });
        return new SearchRequest(text(q).strip(), text(range), text(since), text(until), narrowed,
                OLDEST.equals(parameters.get(SORT)) ? Order.OLDEST_FIRST : Order.NEWEST_FIRST);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    boolean hasRange() {
        return !range.isEmpty() || !since.isEmpty() || !until.isEmpty();
    }

    /** The same search over another time. */
    SearchRequest during(String otherRange) {
        return new SearchRequest(q, otherRange, "", "", narrowed, order);
    }

    /** The same search with a facet's value, or without one when it is null. */
    SearchRequest narrowed(String facet, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(narrowed);
        changed.remove(facet);
        if (value != null) {
            changed.put(facet, value);
        }
        return new SearchRequest(q, range, since, until, changed, order);
    }

    Address address(String path) {
        Address address = Address.of(path).with("q", q).with("range", range).with("since", since).with("until", until);
        narrowed.forEach(address::with);
        return address.with(SORT, order == Order.OLDEST_FIRST ? OLDEST : "");
    }

    /** The same search in the other order. */
    SearchRequest turned() {
        return new SearchRequest(q, range, since, until, narrowed,
                order == Order.NEWEST_FIRST ? Order.OLDEST_FIRST : Order.NEWEST_FIRST);
    }

    /** The same with every facet open. */
    SearchRequest wide() {
        return new SearchRequest(q, range, since, until, Map.of(), order);
    }
}
