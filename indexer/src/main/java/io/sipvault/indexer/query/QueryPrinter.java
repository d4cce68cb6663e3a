package io.sipvault.indexer.query;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a tree as its canonical text. */
final class QueryPrinter {
    /** Words that no reading but text claims, see {@link FreeText}. */
    private static final Pattern PLAIN_WORD = Pattern.compile("\\p{L}+");

    private QueryPrinter() {}

    static String print(QueryNode node) {
        return switch (node) {
            case QueryNode.MatchAll all -> "*";
            case QueryNode.And and -> join(and.parts(), " ", true);
            case QueryNode.Or or -> join(or.parts(), " OR ", false);
            case QueryNode.Not not -> "NOT " + grouped(not.part(), true, true);
            case QueryNode.Term term -> term(term.field(), term.value());
            case QueryNode.Phrase phrase -> phrase(phrase);
            case QueryNode.Prefix prefix -> prefix.field().text() + ":" + escaped(prefix.beginning()) + "*";
            case QueryNode.Suffix suffix -> suffix.field().text() + ":*" + escaped(suffix.ending());
            case QueryNode.Wildcard wildcard -> wildcard.field().text() + ":" + pattern(wildcard.pattern());
            case QueryNode.Present present -> present.field().text() + ":*";
            case QueryNode.Comparison comparison -> comparison(comparison);
            case QueryNode.Range range -> range(range);
            case QueryNode.OfCalls of -> "calls:(" + print(of.calls()) + ")";
            case QueryNode.FromMatches matches -> "from:/" + matches.pattern() + "/";
            case QueryNode.Network network ->
                network.field().text() + ":" + NetworkText.format(network.first(), network.prefixBits());
        };
    }

    private static String join(List<QueryNode> parts, String between, boolean and) {
        return parts.stream().map(part -> grouped(part, and, false)).collect(Collectors.joining(between));
    }

    private static String grouped(QueryNode part, boolean groupOr, boolean groupAnd) {
        boolean group = (groupOr && part instanceof QueryNode.Or) || (groupAnd && part instanceof QueryNode.And);
        return group ? "(" + print(part) + ")" : print(part);
    }

    private static String term(QueryField field, String value) {
        if (field == QueryField.TEXT && PLAIN_WORD.matcher(value).matches() && !QueryReader.isOperatorWord(value)) {
            return value;
        }
        return field.text() + ":" + (field.isText() ? escaped(value) : bareOrQuoted(value));
    }

    private static String phrase(QueryNode.Phrase phrase) {
        return phrase.field().text() + ":" + quoted(phrase.words());
    }

    private static String comparison(QueryNode.Comparison comparison) {
        QueryField field = comparison.field();
        boolean colon = field.kind() == QueryField.Kind.TIME || comparison.operator() == QueryNode.Operator.EQUAL;
        return field.text() + (colon ? ":" : comparison.operator().sign()) + comparison.value();
    }

    private static String range(QueryNode.Range range) {
        String from = range.from() == null ? "*" : range.from().toString();
        String to = range.to() == null ? "*" : range.to().toString();
        return range.field().text() + ":" + (range.fromInclusive() ? "[" : "{") + from + " TO " + to
                + (range.toInclusive() ? "]" : "}");
    }

    private static String bareOrQuoted(String value) {
        return !value.isEmpty() && value.chars().allMatch(QueryPrinter::isSafe) ? value : quoted(value);
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            append(text, value.charAt(i));
        }
        return text.toString();
    }

    private static String pattern(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length() + 8);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '?') {
                text.append(c);
            } else {
                i += c == '\\' ? 1 : 0;
                append(text, pattern.charAt(i));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, char c) {
        if (!isSafe(c)) {
            text.append('\\');
        }
        text.append(c);
    }

    /** Whether a character stands for itself anywhere in a value. */
    private static boolean isSafe(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '@' || c == '+' || c == '-' || c == '/'
                || c == ':' || c == '%' || c == ';';
    }
}
