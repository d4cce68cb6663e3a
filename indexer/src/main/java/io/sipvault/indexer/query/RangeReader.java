package io.sipvault.indexer.query;

import org.jspecify.annotations.Nullable;

/** Reads {@code [400 TO 499]}, {@code {1 TO 5}} and mixtures of both; {@code *} leaves an end open. */
final class RangeReader {
    private static final String CLOSERS = "]}";

    private final QueryReader reader;
    private final FieldValues values;

    RangeReader(QueryReader reader, FieldValues values) {
        this.reader = reader;
        this.values = values;
    }

    /** The range that stands here, or null when none does, or the field has no order and a bracket is part of a value. */
    @Nullable
    QueryNode read(QueryField field) {
        char opener = reader.peek();
        boolean time = field.kind() == QueryField.Kind.TIME;
        if ((opener != '[' && opener != '{') || !(field.isComparable() || time)) {
            return null;
        }
        int start = reader.position();
        if (time) {
            throw new QueryRefused(start, 1, "a range is not possible in '" + field.text() + "' (position " + start
                    + "): write after:2026-04-01 before:2026-04-02");
        }
        reader.moveTo(start + 1);
        QueryValue from = end(field);
        expectTo();
        QueryValue to = end(field);
        boolean toInclusive = reader.peek() == ']';
        if (!reader.accept("]") && !reader.accept("}")) {
            throw refused("']' or '}'");
        }
        return range(field, start, new QueryNode.Range(field, from, to, opener == '[', toInclusive));
    }

    private QueryNode range(QueryField field, int start, QueryNode.Range range) {
        QueryValue from = range.from();
        QueryValue to = range.to();
        if (from == null && to == null) {
            return new QueryNode.Present(field);
        }
        if (from != null && to != null && order(from, to) > 0) {
            throw new QueryRefused(start, reader.position() - start, "the range at position " + start
                    + " ends before it begins: expected [" + to + " TO " + from + "]");
        }
        return range;
    }

    private static int order(QueryValue from, QueryValue to) {
        if (from instanceof QueryValue.Span a && to instanceof QueryValue.Span b) {
            return a.value().compareTo(b.value());
        }
        boolean decimals = from instanceof QueryValue.Decimal && to instanceof QueryValue.Decimal;
        return decimals ? ((QueryValue.Decimal) from).value().compareTo(((QueryValue.Decimal) to).value()) : 0;
    }

    private @Nullable QueryValue end(QueryField field) {
        reader.skipSpace();
        RawValue raw = reader.value(CLOSERS);
        if (raw.text().isEmpty()) {
            throw refused("a value, or * for no bound");
        }
        reader.skipSpace();
        return raw.isOnlyStars() ? null : values.value(field, raw);
    }

    private void expectTo() {
        if (!reader.acceptWord("TO")) {
            throw refused("TO in upper case, as in [400 TO 499]");
        }
    }

    private QueryRefused refused(String expected) {
        return new QueryRefused(reader.position(), 0,
                reader.found() + " at position " + reader.position() + " within a range: expected " + expected);
    }
}
