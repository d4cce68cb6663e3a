package io.sipvault.web.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search page, ready to print.
 *
 * @param scope
 *            over which time was searched, in words
 * @param partial
 *            why calls may be missing, in words; null when none is
 * @param wider
 *            how to search all times; null when all were searched
 * @param fault
 *            what is wrong with the query; null when nothing is
 * @param empty
 *            what to try when nothing was found; null when something was
 * @param nextHref
 *            the next page; null when there is none
 * @param order
 *            in which the calls are
 */
record SearchPage(Form form, String total, String scope, @Nullable String partial, @Nullable Link wider,
        List<Link> chosen,
        List<FacetLinks.Group> facets, List<CallRow> rows, @Nullable Fault fault, @Nullable Empty empty,
        String csvHref, @Nullable String nextHref, @Nullable String firstHref, Turn order) {
    /** Words and where they lead. */
    record Link(String text, String href) {}

    /**
     * In which order the calls are.
     *
     * @param oldest
     *            whether the oldest is the first
     * @param href
     *            the same search in the other order
     */
    record Turn(boolean oldest, String href) {}

    /** What stands in the form. */
    record Form(String q, String range, String since, String until, List<Quick> quick, List<Hidden> hidden,
            boolean dated) {}

    /** A time range for one click. */
    record Quick(String text, String href, boolean chosen) {}

    /** What the form keeps without showing it. */
    record Hidden(String name, String value) {}

    /**
     * A query that cannot be read.
     *
     * @param before
     *            what stands before the mistake
     * @param wrong
     *            what is wrong; empty when something is missing there
     */
    record Fault(String before, String wrong, String after, String message) {}

    /** Nothing was found. */
    record Empty(String message, List<Link> attempts) {}
}
