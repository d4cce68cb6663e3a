package io.sipvault.indexer.query;

import io.sipvault.indexer.query.QueryNode.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recursive descent over one query. Its depth is bounded by {@link QueryParser#MAX_NESTING}. */
final class QueryGrammar {
    private final QueryReader reader;
    private final FieldValues values;
    private final FreeText free;
    private final RangeReader ranges;
    private int nesting;
    private int clauses;

    QueryGrammar(String text, FieldValues values) {
        reader = new QueryReader(text, 0);
        this.values = values;
        free = new FreeText(values);
        ranges = new RangeReader(reader, values);
    }

    QueryNode query() {
        reader.skipSpace();
        if (reader.atEnd()) {
            return new QueryNode.MatchAll();
        }
        QueryNode query = any(null);
        if (!reader.atEnd()) {
            throw new QueryRefused(reader.position(), 1, "')' at position " + reader.position()
                    + " closes nothing: remove it, or put '(' before it");
        }
        return query;
    }

    private QueryNode any(@Nullable QueryField field) {
        List<QueryNode> parts = new ArrayList<>();
        parts.add(all(field));
        while (reader.acceptWord("OR")) {
            parts.add(all(field));
        }
        return parts.size() == 1 ? parts.getFirst() : new QueryNode.Or(parts);
    }

    private QueryNode all(@Nullable QueryField field) {
        List<QueryNode> parts = new ArrayList<>();
        boolean more = skip();
        while (more || parts.isEmpty()) {
            parts.add(one(field));
            more = skip();
            if (reader.acceptWord("AND")) {
                skip();
                more = true;
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new QueryNode.And(parts);
    }

    /** Moves to the next condition; false when there is none before OR, a closing parenthesis or the end. */
    private boolean skip() {
        do {
            reader.skipSpace();
        } while (reader.skipSigns());
        return !atBoundary();
    }

    private boolean atBoundary() {
        return reader.atEnd() || reader.peek() == ')' || reader.isAtWord("OR");
    }

    private QueryNode one(@Nullable QueryField field) {
        if (atBoundary() || reader.isAtWord("AND")) {
            throw new QueryRefused(reader.position(), 0, reader.found() + " at position " + reader.position()
                    + ": expected a word, a \"phrase\" or field:value before it");
        }
        if (reader.acceptWord("NOT") || reader.accept("-")) {
            return negated(field);
        }
        if (reader.peek() == '(') {
            return group(field);
        }
        return counted(field == null ? word() : value(field, "", reader.position()));
    }

    private QueryNode negated(@Nullable QueryField field) {
        enter();
        skip();
        QueryNode part = one(field);
        nesting--;
        return new QueryNode.Not(part);
    }

    private QueryNode group(@Nullable QueryField field) {
        int start = reader.position();
        enter();
        reader.accept("(");
        QueryNode inner = any(field);
        if (!reader.accept(")")) {
            throw new QueryRefused(start, 1, "the parenthesis at position " + start
                    + " is not closed: expected ')' before the end of the query");
        }
        nesting--;
        return inner;
    }

    private void enter() {
        if (++nesting > QueryParser.MAX_NESTING) {
            throw new QueryRefused(reader.position(), 1, "more than " + QueryParser.MAX_NESTING
                    + " parentheses within each other at position " + reader.position());
        }
    }

    private QueryNode word() {
        FieldName name = FieldName.read(reader);
        if (name == null) {
            return free.classify(reader.peek() == '"' ? reader.quoted() : reader.value(""));
        }
        if (isWithoutValue()) {
            throw new QueryRefused(reader.position(), 0, "'" + name.field().text() + "' has no value at position "
                    + reader.position() + ": expected " + FieldValues.expected(name.field()));
        }
        if (reader.peek() == '(' && !name.compares()) {
            QueryNode inner = group(name.field());
            return name.negated() ? new QueryNode.Not(inner) : inner;
        }
        QueryNode value = value(name.field(), name.sign(), name.signPosition());
        return name.negated() ? new QueryNode.Not(value) : value;
    }

    /** After a space an operator word is an operator, right behind the sign it is a value: {@code text:AND}. */
    private boolean isWithoutValue() {
        int start = reader.position();
        reader.skipSpace();
        boolean spaced = reader.position() > start;
        boolean operator = reader.isAtWord("AND") || reader.isAtWord("OR") || reader.isAtWord("NOT");
        return reader.atEnd() || reader.peek() == ')' || (spaced && operator);
    }

    private QueryNode value(QueryField field, String sign, int signPosition) {
        Operator operator = Operator.of(sign.isEmpty() ? FieldName.comparison(reader) : sign);
        if (operator != null && operator != Operator.EQUAL) {
            return comparison(field, operator, signPosition);
        }
        QueryNode range = ranges.read(field);
        if (range != null) {
            return range;
        }
        return values.equal(field, reader.peek() == '"' ? reader.quoted() : reader.value(""));
    }

    private QueryNode comparison(QueryField field, Operator operator, int signPosition) {
        if (!field.isComparable()) {
            throw new QueryRefused(signPosition, operator.sign().length(),
                    "'" + field.text() + "' cannot be compared with '" + operator.sign()
                            + "' (position " + signPosition + "): write " + field.text() + ":value with "
                            + FieldValues.expected(field));
        }
        reader.skipSpace();
        RawValue raw = reader.peek() == '"' ? reader.quoted() : reader.value("");
        return values.compare(field, operator, raw);
    }

    private QueryNode counted(QueryNode node) {
        clauses += leaves(node);
        if (clauses > QueryParser.MAX_CLAUSES) {
            throw new QueryRefused(reader.position(), 0, "the query has more than " + QueryParser.MAX_CLAUSES
                    + " conditions up to position " + reader.position());
        }
        return node;
    }

    /** The conditions of one word; those of a group were counted when they were read. */
    private static int leaves(QueryNode node) {
        return node instanceof QueryNode.Or or ? or.parts().size() : 1;
    }
}
