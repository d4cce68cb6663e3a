package io.sipvault.indexer.query;

import com.google.re2j.Pattern;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as a tree. {@code toString()} of a tree that {@link QueryParser} made is its canonical text, which parses to
 * an equal tree.
 */
public sealed interface QueryNode {
    /** What stands between a field and the value it is compared with. */
    enum Operator {
        LESS("<"), AT_MOST("<="), MORE(">"), AT_LEAST(">="), EQUAL("=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** The operator of a sign, or null when there is none. */
        static @Nullable Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            return null;
        }
    }

    /** Everything. */
    record MatchAll() implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** All of two or more parts, none of which is an And. */
    record And(List<QueryNode> parts) implements QueryNode {
        public And {
            parts = flatten(parts, true);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** At least one of two or more parts, none of which is an Or. */
    record Or(List<QueryNode> parts) implements QueryNode {
        public Or {
            parts = flatten(parts, false);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Whatever the part does not match. */
    record Not(QueryNode part) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * One value.
     *
     * @param value
     *            of a text field: to be analysed, several words of it stand side by side; of a number field: as it was
     *            typed, in any form that {@link io.sipvault.indexer.number.NumberNormalizer} reads; of method, state,
     *            problem and has: in its canonical spelling; of ssrc: {@code 0x} and 8 hexadecimal digits
     */
    record Term(QueryField field, String value) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Words side by side in a text field. */
    record Phrase(QueryField field, String words) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Values that begin so. */
    record Prefix(QueryField field, String beginning) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Values that end so; only fields with {@link QueryField#allowsLeadingWildcard()}. */
    record Suffix(QueryField field, String ending) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Values of a shape.
     *
     * @param pattern
     *            {@code *} any characters, {@code ?} one character, {@code \} before a character that stands for itself
     */
    record Wildcard(QueryField field, String pattern) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Whatever has any value in the field: {@code mos:*}. */
    record Present(QueryField field) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * A comparison. For {@link QueryField#AFTER} the operator is always {@link Operator#AT_LEAST}, for
     * {@link QueryField#BEFORE} always {@link Operator#LESS}.
     */
    record Comparison(QueryField field, Operator operator, QueryValue value) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** A range; a null end is open. */
    record Range(QueryField field, @Nullable QueryValue from, @Nullable QueryValue to, boolean fromInclusive,
            boolean toInclusive) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * A network, or one address when all 128 bits count.
     *
     * @param first
     *            its first address, port 0
     * @param prefixBits
     *            how many leading bits of the (for IPv4: mapped) 128 bit address are the network's
     */
    record Network(QueryField field, Endpoint first, int prefixBits) implements QueryNode {
        public Network {
            first = NetworkText.masked(first, prefixBits);
        }

        /** Its last address, port 0. */
        public Endpoint last() {
            return NetworkText.last(first, prefixBits);
        }

        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /** Streams of the calls that a query matches; no text of the query language says it. */
    record OfCalls(QueryNode calls) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    /**
     * Users of the caller in which a regular expression is found; no text of the query language says it.
     *
     * @param pattern
     *            in the syntax of RE2, unanchored
     */
    record FromMatches(Pattern pattern) implements QueryNode {
        @Override
        public String toString() {
            return QueryPrinter.print(this);
        }
    }

    private static List<QueryNode> flatten(List<QueryNode> parts, boolean and) {
        List<QueryNode> flat = new ArrayList<>(parts.size());
        for (QueryNode part : parts) {
            if (and && part instanceof And inner) {
                flat.addAll(inner.parts());
            } else if (!and && part instanceof Or inner) {
                flat.addAll(inner.parts());
            } else {
                flat.add(part);
            }
        }
        if (flat.size() < 2) {
            throw new IllegalArgumentException("a conjunction has two or more parts, got " + parts);
        }
        return List.copyOf(flat);
    }
}
