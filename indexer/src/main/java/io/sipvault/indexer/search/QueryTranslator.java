package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.number.NumberSearch;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Says in Lucene's words what a query tree asks for. Safe for use by several threads. */
final class QueryTranslator {
    private static final int LONGEST_REGULAR_PATTERN = 256;
    private static final List<String> SCHEMES = List.of("sip:", "sips:", "tel:");

    private static final QueryNode HAS_LOGS = new QueryNode.Term(QueryField.HAS, "logs");

    private final NumberNormalizer numbers;
    private final @Nullable Lines logs;
    private final Function<QueryNode, Query> streamsOf;
    private final QueryTimeout limit;

    private QueryTranslator(NumberNormalizer numbers, QueryTimeout limit, @Nullable Lines logs,
            Function<QueryNode, Query> streamsOf) {
        this.limit = limit;
        this.numbers = numbers;
        this.logs = logs;
        this.streamsOf = streamsOf;
    }

    /**
     * For documents that are log lines: what is asked of the log is asked of themselves.
     *
     * @param limit
     *            how long terms may be looked for
     */
    static QueryTranslator ofLines(NumberNormalizer numbers, QueryTimeout limit) {
        return new QueryTranslator(numbers, limit, null, calls -> new MatchNoDocsQuery("lines have no streams"));
    }

    /**
     * For other documents.
     *
     * @param limit
     *            how long terms may be looked for
     * @param logs
     *            answers what is asked of their log lines
     * @param streamsOf
     *            the streams of calls that a query matches
     */
    static QueryTranslator withLines(NumberNormalizer numbers, QueryTimeout limit, Lines logs,
            Function<QueryNode, Query> streamsOf) {
        return new QueryTranslator(numbers, limit, logs, streamsOf);
    }

    /** From what is asked of log lines to a query for the documents that these lines are about. */
    interface Lines {
        /** Documents that any line is about. */
        Query any();

        /** Documents that lines are about which a query matches. */
        Query about(Query lines);
    }

    Query translate(QueryNode node) {
        if (logs == null) {
            return plain(node);
        }
        if (node instanceof QueryNode.Present present && present.field() == QueryField.LOG || HAS_LOGS.equals(node)) {
            return logs.any();
        }
        return isLog(node) ? logs.about(plain(node)) : plain(node);
    }

    private static boolean isLog(QueryNode node) {
        QueryField field = switch (node) {
            case QueryNode.Term term -> term.field();
            case QueryNode.Phrase phrase -> phrase.field();
            case QueryNode.Prefix prefix -> prefix.field();
            case QueryNode.Suffix suffix -> suffix.field();
            case QueryNode.Wildcard wildcard -> wildcard.field();
            case QueryNode.Present present -> present.field();
            case QueryNode.MatchAll all -> QueryField.TEXT;
            case QueryNode.And and -> QueryField.TEXT;
            case QueryNode.Or or -> QueryField.TEXT;
            case QueryNode.Not not -> QueryField.TEXT;
            case QueryNode.Comparison comparison -> comparison.field();
            case QueryNode.Range range -> range.field();
            case QueryNode.Network network -> network.field();
            case QueryNode.FromMatches matches -> QueryField.FROM;
            case QueryNode.OfCalls of -> QueryField.TEXT;
        };
        return field == QueryField.LOG;
    }

    private Query plain(QueryNode node) {
        return switch (node) {
            case QueryNode.MatchAll all -> MatchAllDocsQuery.INSTANCE;
            case QueryNode.And and -> bool(and.parts(), Occur.MUST);
            case QueryNode.Or or -> bool(or.parts(), Occur.SHOULD);
            case QueryNode.Not not -> new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                    .add(translate(not.part()), Occur.MUST_NOT).build();
            case QueryNode.Term term -> term(term.field(), term.value());
            case QueryNode.Phrase phrase -> words(phrase.field(), phrase.words());
            case QueryNode.Prefix prefix -> prefix(prefix.field(), prefix.beginning());
            case QueryNode.Suffix suffix -> suffix(suffix.field(), suffix.ending());
            case QueryNode.Wildcard wildcard -> wildcard(wildcard.field(), wildcard.pattern());
            case QueryNode.Present present -> present.field() == QueryField.LOG
                    ? MatchAllDocsQuery.INSTANCE
                    : term(IndexField.PRESENT, name(present.field()));
            case QueryNode.Comparison comparison -> comparison(comparison);
            case QueryNode.Range range -> range(range.field(), range.from(), range.to(), range.fromInclusive(),
                    range.toInclusive());
            case QueryNode.OfCalls of -> streamsOf.apply(of.calls());
            case QueryNode.FromMatches matches -> timed(new PatternQuery(IndexField.FROM_USER, matches.pattern()));
            case QueryNode.Network network -> InetAddressPoint.newRangeQuery(IndexField.IP,
                    network.first().toInetAddress(), network.last().toInetAddress());
        };
    }

    private Query bool(List<QueryNode> parts, Occur occur) {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        parts.forEach(part -> builder.add(translate(part), occur));
        return builder.build();
    }

    private static Query either(List<Query> queries) {
        if (queries.size() == 1) {
            return queries.getFirst();
        }
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        queries.forEach(query -> builder.add(query, Occur.SHOULD));
        return builder.build();
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, TermLength.cut(value)));
    }

    /** The index field of a query field. */
    private static String name(QueryField field) {
        return field == QueryField.LOG ? IndexField.TEXT : field.text();
    }

    private Query term(QueryField field, String value) {
        return switch (field.kind()) {
            case NUMBER -> number(field, value);
            case USER -> user(value);
            case DOMAIN -> domain(value);
            case TEXT -> words(field, value);
            case PORT, STATUS -> status(field, value);
            case TOKEN -> term(name(field), field == QueryField.CODEC ? value.toLowerCase(Locale.ROOT) : value);
            default -> term(name(field), value);
        };
    }

    private static Query status(QueryField field, String value) {
        try {
            return IntPoint.newExactQuery(name(field), Integer.parseInt(value));
        } catch (NumberFormatException e) {
            return new MatchNoDocsQuery("no number: " + value);
        }
    }

    private static Query user(String typed) {
        String value = withoutScheme(typed);
        int at = value.indexOf('@');
        String user = (at < 0 ? value : value.substring(0, at)).toLowerCase(Locale.ROOT);
        Query byUser = numbers(QueryField.USER, List.of(withoutParameters(user)));
        return at < 0 ? byUser : and(byUser, domain(value.substring(at + 1)));
    }

    private static Query and(Query a, Query b) {
        return new BooleanQuery.Builder().add(a, Occur.MUST).add(b, Occur.MUST).build();
    }

    /** {@code pbx.example.com:5060;user=phone}: the host alone. */
    private static Query domain(String typed) {
        int bracket = typed.startsWith("[") ? typed.indexOf(']') : -1;
        int end = bracket < 0 ? 0 : bracket;
        while (end < typed.length() && ":;?>".indexOf(typed.charAt(end)) < 0) {
            end++;
        }
        return term(IndexField.DOMAIN, typed.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static String withoutScheme(String typed) {
        String text = typed.startsWith("<") ? typed.substring(1) : typed;
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return text.substring(scheme.length());
            }
        }
        return text;
    }

    /** {@code +15554430191;npdi}: the user alone. */
    private static String withoutParameters(String user) {
        int semicolon = user.indexOf(';');
        return semicolon <= 0 ? user : user.substring(0, semicolon);
    }

    Query number(QueryField field, String typed) {
        int at = typed.indexOf('@');
        if (at > 0) {
            return and(number(field, typed.substring(0, at)), domain(typed.substring(at + 1)));
        }
        String user = withoutScheme(typed).toLowerCase(Locale.ROOT);
        NumberSearch search = numbers.searchTerms(typed);
        Set<String> exact = new LinkedHashSet<>(search.exact());
        exact.add(user);
        exact.add(withoutParameters(user));
        List<Query> any = new ArrayList<>();
        any.add(numbers(field, exact));
        search.openEndings().forEach(ending -> any.add(numbers(field, NumberField.OPEN, reversed(ending))));
        search.endings().forEach(ending -> any.add(numbers(field, NumberField.REVERSED, reversed(ending))));
        return either(any);
    }

    private static Query numbers(QueryField field, Collection<String> exact) {
        List<BytesRef> terms = exact.stream().map(TermLength::cut).map(BytesRef::new).toList();
        return NumberQuery.at(NumberField.place(field), new TermInSetQuery(NumberField.WHOLE, terms));
    }

    private Query numbers(QueryField field, String part, String beginning) {
        return NumberQuery.at(NumberField.place(field), beginning(part, beginning));
    }

    private MultiTermQuery beginning(String field, String value) {
        return timed(new PrefixQuery(new Term(field, value)));
    }

    private MultiTermQuery timed(MultiTermQuery query) {
        return new TimedTerms(query, limit);
    }

    private static String reversed(String value) {
        return new StringBuilder(value).reverse().toString();
    }

    private Query prefix(QueryField field, String beginning) {
        String value = beginning.toLowerCase(Locale.ROOT);
        return switch (field.kind()) {
            case TEXT -> beginningOfWord(name(field), value);
            case NUMBER -> either(List.of(numbers(field, NumberField.WHOLE, value),
                    numbers(field, NumberField.WHOLE, digits(value))));
            case USER -> numbers(field, NumberField.WHOLE, value);
            case DOMAIN -> beginning(name(field), value);
            default -> beginning(name(field), field == QueryField.CODEC ? value : beginning);
        };
    }

    /** Of several words all but the last are whole. */
    private Query beginningOfWord(String field, String text) {
        List<String> words = EvidenceWords.of(text);
        if (words.isEmpty()) {
            return new MatchNoDocsQuery("no words in " + text);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        words.subList(0, words.size() - 1).forEach(word -> all.add(term(field, word), Occur.MUST));
        return all.add(beginning(field, words.getLast()), Occur.MUST).build();
    }

    private Query suffix(QueryField field, String ending) {
        String value = ending.toLowerCase(Locale.ROOT);
        return switch (field.kind()) {
            case NUMBER -> either(List.of(numbers(field, NumberField.REVERSED, reversed(value)),
                    numbers(field, NumberField.REVERSED, reversed(digits(value)))));
            case USER -> numbers(field, NumberField.REVERSED, reversed(value));
            default -> beginning(name(field) + IndexField.REVERSED, reversed(value));
        };
    }

    /** Digits of a part of a number; the text itself when it has none. */
    private static String digits(String value) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= '0' && value.charAt(i) <= '9') {
                digits.append(value.charAt(i));
            }
        }
        return digits.isEmpty() ? value : digits.toString();
    }

    private Query wildcard(QueryField field, String pattern) {
        if (pattern.length() > LONGEST_REGULAR_PATTERN) {
            return new MatchNoDocsQuery("pattern too long");
        }
        String text = field.kind() == QueryField.Kind.TOKEN ? pattern : pattern.toLowerCase(Locale.ROOT);
        return switch (field.kind()) {
            case NUMBER, USER -> NumberQuery.at(NumberField.place(field),
                    timed(new WildcardQuery(new Term(NumberField.WHOLE, text))));
            default -> timed(new WildcardQuery(new Term(name(field), text)));
        };
    }

    private static Query words(QueryField field, String text) {
        List<String> words = EvidenceWords.of(text);
        String index = name(field);
        if (words.isEmpty()) {
            return new MatchNoDocsQuery("no words in " + text);
        }
        if (words.size() == 1) {
            return term(index, words.getFirst());
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        words.forEach(word -> phrase.add(new Term(index, word)));
        return phrase.build();
    }

    private static Query comparison(QueryNode.Comparison c) {
        return switch (c.operator()) {
            case EQUAL -> range(c.field(), c.value(), c.value(), true, true);
            case LESS -> range(c.field(), null, c.value(), true, false);
            case AT_MOST -> range(c.field(), null, c.value(), true, true);
            case MORE -> range(c.field(), c.value(), null, false, true);
            case AT_LEAST -> range(c.field(), c.value(), null, true, true);
        };
    }

    private static Query range(QueryField field, @Nullable QueryValue from, @Nullable QueryValue to,
            boolean fromInclusive, boolean toInclusive) {
        return switch (field.kind()) {
            case TIME -> times(from, to, fromInclusive, toInclusive);
            case STATUS, PORT -> wholes(name(field), from, to, fromInclusive, toInclusive);
            default -> decimals(field, from, to, fromInclusive, toInclusive);
        };
    }

    private static Query times(@Nullable QueryValue from, @Nullable QueryValue to, boolean fromInclusive,
            boolean toInclusive) {
        long first = from instanceof QueryValue.Moment m ? ns(m) + (fromInclusive ? 0 : 1) : Long.MIN_VALUE;
        long last = to instanceof QueryValue.Moment m ? ns(m) - (toInclusive ? 0 : 1) : Long.MAX_VALUE;
        return LongField.newRangeQuery(IndexField.START, first, last);
    }

    private static long ns(QueryValue.Moment moment) {
        return moment.value().getEpochSecond() * 1_000_000_000L + moment.value().getNano();
    }

    private static Query wholes(String field, @Nullable QueryValue from, @Nullable QueryValue to,
            boolean fromInclusive, boolean toInclusive) {
        int first = from == null ? Integer.MIN_VALUE : (int) Math.ceil(decimal(from, 1)) + (fromInclusive ? 0 : 1);
        int last = to == null ? Integer.MAX_VALUE : (int) Math.floor(decimal(to, 1)) - (toInclusive ? 0 : 1);
        return IntPoint.newRangeQuery(field, first, last);
    }

    private static Query decimals(QueryField field, @Nullable QueryValue from, @Nullable QueryValue to,
            boolean fromInclusive, boolean toInclusive) {
        double unit = field.kind() == QueryField.Kind.SECONDS ? 1e3 : 1;
        double first = from == null ? Double.NEGATIVE_INFINITY : decimal(from, unit);
        double last = to == null ? Double.POSITIVE_INFINITY : decimal(to, unit);
        return DoublePoint.newRangeQuery(name(field), fromInclusive ? first : DoublePoint.nextUp(first),
                toInclusive ? last : DoublePoint.nextDown(last));
    }

    private static double decimal(QueryValue value, double unitMs) {
        return switch (value) {
            case QueryValue.Decimal d -> d.value().doubleValue();
            case QueryValue.Span s -> s.milliseconds() / unitMs;
            case QueryValue.Moment m -> ns(m);
        };
    }
}
