package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.TimeSpan;
import io.sipvault.indexer.view.LogView;
import io.sipvault.indexer.view.ViewJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the dialogs that log lines are about: those whose Call-ID stands in a line that matches, and those of a number that
 * stands there while they last. Bounded: it reads the newest {@link #MOST_LINES} lines that match within the time of the query
 * and the hour around it, and takes the first {@link #MOST_NUMBERS} numbers of them; a query with a narrower time finds the
 * rest.
 */
final class LogJoin {
    static final int MOST_LINES = 1_000;
    static final int MOST_NUMBERS = 40;
    private static final Duration AROUND = Duration.ofHours(1);
    /** How far the clocks of a log and of a capture may be apart. */
    private static final long CLOCKS_NS = 60_000_000_000L;
    private static final int LONGEST_TOKEN = 256;
    private static final Pattern BETWEEN = Pattern.compile("[\\s\"'<>\\[\\](){},;=|]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d{7,15}");

    private final QueryTranslator numbers;

    LogJoin(NumberNormalizer numbers) {
        this.numbers = QueryTranslator.ofLines(numbers);
    }

    /** The time whose lines may be about what begins in a span. */
    static TimeSpan around(TimeSpan span) {
        Instant from = span.from();
        Instant to = span.to();
        return new TimeSpan(from == null ? null : from.minus(AROUND), to == null ? null : to.plus(AROUND));
    }

    /** When a number was named. */
    private record Mentioned(long firstNs, long lastNs) {
        Mentioned and(Mentioned other) {
            return new Mentioned(Math.min(firstNs, other.firstNs), Math.max(lastNs, other.lastNs));
        }
    }

    /**
     * A query for the dialogs that lines are about.
     *
     * @param lines
     *            the newest first
     */
    Query dialogs(List<EvidenceSearch.Hit> lines, List<Partition> partitions) {
        Set<String> tokens = new LinkedHashSet<>();
        Map<String, Mentioned> named = new LinkedHashMap<>();
        for (EvidenceSearch.Hit line : lines) {
            Mentioned now = new Mentioned(line.startNs(), line.startNs());
            for (String token : tokens(ViewJson.read(line.display(), LogView.class).text())) {
                tokens.add(token);
                if (NUMBER.matcher(token).matches() && (named.containsKey(token) || named.size() < MOST_NUMBERS)) {
                    named.merge(token, now, Mentioned::and);
                }
            }
        }
        List<BytesRef> callIds = tokens.stream().filter(token -> isCallId(token, partitions)).map(BytesRef::new)
                .toList();
        if (callIds.isEmpty() && named.isEmpty()) {
            return new MatchNoDocsQuery("no Call-ID and no number in the log lines");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        any.add(new TermInSetQuery(IndexField.CALL_ID, callIds), Occur.SHOULD);
        named.forEach((number, when) -> any.add(during(number, when), Occur.SHOULD));
        return any.build();
    }

    /** Words of a line, whole and behind a colon: {@code Call-ID:abc@host}. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String word : BETWEEN.split(text)) {
            if (!word.isEmpty() && word.length() <= LONGEST_TOKEN) {
                tokens.add(word);
                int end = word.length() - (word.endsWith(".") || word.endsWith(":") ? 1 : 0);
                int colon = word.indexOf(':');
                tokens.add(word.substring(0, end));
                tokens.add(word.substring(colon >= 0 && colon < end ? colon + 1 : 0, end));
            }
        }
        return tokens;
    }

    private static boolean isCallId(String token, List<Partition> partitions) {
        Term term = new Term(IndexField.CALL_ID, token);
        return partitions.stream().anyMatch(p -> p.search(searcher -> searcher.getIndexReader().docFreq(term) > 0));
    }

    private Query during(String number, Mentioned when) {
        return new BooleanQuery.Builder().add(numbers.number(IndexField.NUMBER, number), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexField.START, Long.MIN_VALUE, when.lastNs + CLOCKS_NS), Occur.FILTER)
                .add(LongPoint.newRangeQuery(IndexField.END, when.firstNs - CLOCKS_NS, Long.MAX_VALUE), Occur.FILTER)
                .build();
    }
}
