package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.query.TimeSpan;
import io.sipvault.indexer.view.ViewJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins log lines and what they are about when a search is made, so that neither has to be there first. A line is about the
 * documents whose Call-ID it names while they last; when it names none that the index has, about those that another line of
 * its vantage names beside the same id of a PBX; else about those of a number that it names while they last. Bounded: of the lines that match, {@link #MOST_LINES} are read, those of the time of the query
 * before later ones, and {@link #MOST_NUMBERS} numbers of them are followed. A search says when that left something out.
 */
final class LogJoin {
    static final int MOST_LINES = 20_000;
    static final int MOST_NUMBERS = 40;
    private static final int MOST_PBX_IDS = 1_000;
    private static final Duration CLOCKS = Duration.ofNanos(Lifetimes.CLOCKS_NS);
    private static final Duration NEAR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Sort LONGEST_FIRST = new Sort(new SortField(IndexField.LAST, SortField.Type.LONG, true));

    private final PartitionedIndex index;
    private final QueryTranslator numbers;
    private final LoggedDocuments logged;
    private final int mostLines;

    LogJoin(PartitionedIndex index, NumberNormalizer numbers, int mostLines) {
        this.index = index;
        this.numbers = QueryTranslator.ofLines(numbers, () -> false);
        this.logged = new LoggedDocuments(index);
        this.mostLines = mostLines;
    }

    /** For one search, whose documents begin within a span. */
    Asked during(TimeSpan span, Effort effort) {
        return new Asked(span, effort);
    }

    /** What one search asks of the lines. */
    final class Asked implements QueryTranslator.Lines {
        private final TimeSpan span;
        private final Effort effort;

        private Asked(TimeSpan span, Effort effort) {
            this.span = span;
            this.effort = effort;
        }

        @Override
        public Query any() {
            return new SegmentQuery("named by any line", segment -> logged.find(segment, effort));
        }

        @Override
        public Query about(Query lines) {
            MatchedLines matched = newest(lines);
            Instant from = span.from() == null ? null : span.from().minus(DAY);
            Instant to = span.to() == null ? null : span.to().plus(DAY);
            List<Partition> partitions = index.between(from, to);
            partitions.forEach(partition -> partition.search(matched::findCallIds));
            Set<BytesRef> pbxIds = matched.pbxIdsOfOthers(MOST_PBX_IDS);
            if (!pbxIds.isEmpty()) {
                MatchedLines naming = newest(new TermInSetQuery(IndexField.NAMES,
                        pbxIds.stream().map(id -> new BytesRef(PbxIds.meaning(id.utf8ToString()))).toList()));
                partitions.forEach(partition -> partition.search(naming::findCallIds));
                matched.learn(naming);
            }
            TreeMap<BytesRef, Longs> callIds = matched.byCallId();
            Map<String, Longs> named = new LinkedHashMap<>();
            matched.numbersOfOthers((number, timeNs) -> {
                if (named.containsKey(number) || named.size() < MOST_NUMBERS) {
                    named.computeIfAbsent(number, n -> new Longs()).add(timeNs);
                } else {
                    effort.leftOut(Shortfall.LINES);
                }
            });
            if (matched.isCut()) {
                effort.leftOut(Shortfall.LINES);
            }
            return either(callIds, named);
        }

        private MatchedLines newest(Query lines) {
            MatchedLines matched = new MatchedLines(mostLines);
            Instant from = span.from() == null ? null : span.from().minus(CLOCKS);
            Instant near = span.to() == null ? null : span.to().plus(NEAR);
            read(lines, from, near, matched, effort);
            Instant last = near == null ? null : lastEnd(near);
            if (last != null) {
                read(lines, near, last.plus(CLOCKS), matched, effort);
            }
            return matched;
        }

        /** When the last document of the span ends, if not before some time: lines about it may come until then. */
        private @Nullable Instant lastEnd(Instant time) {
            Query later = new BooleanQuery.Builder()
                    .add(LongField.newRangeQuery(IndexField.START, first(span.from()), last(span.to())), Occur.FILTER)
                    .add(LongPoint.newRangeQuery(IndexField.END, first(time.minus(CLOCKS)), Long.MAX_VALUE),
                            Occur.FILTER)
                    .build();
            return index.between(span.from(), span.to()).stream()
                    .map(partition -> partition.search(searcher -> searcher.search(later, 1, LONGEST_FIRST).scoreDocs))
                    .filter(docs -> docs.length > 0)
                    .map(docs -> ViewJson.instant((long) ((FieldDoc) docs[0]).fields[0]))
                    .max(Comparator.naturalOrder()).orElse(null);
        }
    }

    private void read(Query lines, @Nullable Instant from, @Nullable Instant to, MatchedLines into, Effort effort) {
        Query wanted = new BooleanQuery.Builder().add(lines, Occur.FILTER)
                .add(new TermQuery(new Term(IndexField.ROW, IndexField.ROW_LOG)), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexField.START, first(from), last(to)), Occur.FILTER).build();
        index.between(from, to)
                .forEach(partition -> partition.search(effort, searcher -> into.read(searcher, wanted)));
    }

    private static long first(@Nullable Instant from) {
        return from == null ? Long.MIN_VALUE : ViewJson.ns(from);
    }

    private static long last(@Nullable Instant to) {
        return to == null ? Long.MAX_VALUE : ViewJson.ns(to) - 1;
    }

    private Query either(TreeMap<BytesRef, Longs> callIds, Map<String, Longs> named) {
        if (callIds.isEmpty() && named.isEmpty()) {
            return new MatchNoDocsQuery("no Call-ID and no number in the log lines");
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        any.add(new SegmentQuery("named by lines", segment -> named(segment, callIds)), Occur.SHOULD);
        named.forEach((number, times) -> {
            times.sort();
            any.add(new BooleanQuery.Builder().add(numbers.number(QueryField.NUMBER, number), Occur.FILTER)
                    .add(new DuringQuery(times), Occur.FILTER).build(), Occur.SHOULD);
        });
        return any.build();
    }

    private static FixedBitSet named(LeafReaderContext segment, TreeMap<BytesRef, Longs> callIds) throws IOException {
        NamedDocuments named = new NamedDocuments(segment.reader());
        Terms terms = segment.reader().terms(IndexField.CALL_ID);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (Map.Entry<BytesRef, Longs> callId : callIds.entrySet()) {
                if (each.seekExact(callId.getKey())) {
                    named.add(each.postings(null, PostingsEnum.NONE), callId.getValue());
                }
            }
            named.resolve();
        }
        return named.found();
    }
}
