package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.TimeSpan;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Searches the partitions that a query's time spans, newest day first, and stops reading when the page is full. Of a document
 * that is on the move between partitions only the new copy is found, see {@link Superseded}.
 */
public final class LuceneSearch implements EvidenceSearch {
    static final Sort NEWEST_FIRST = new Sort(
            LongField.newSortField(IndexField.START, true, SortedNumericSelector.Type.MIN));
    private static final Set<String> STORED = Set.of(IndexField.ID, IndexField.SOURCES, IndexField.STORED);
    private static final int MOST_BY_TERM = 10_000;
    /** Dialogs whose streams are looked for. */
    private static final int MOST_DIALOGS = 10_000;
    private static final Duration MOST_MOVED = Duration.ofDays(3);

    private final PartitionedIndex index;
    private final NumberNormalizer numbers;
    private final QueryTranslator lines;
    private final LogJoin logJoin;

    public LuceneSearch(PartitionedIndex index, NumberNormalizer numbers) {
        this(index, numbers, LogJoin.MOST_LINES);
    }

    /**
     * @param mostLines
     *            how many lines are read for what is asked of the log
     */
    LuceneSearch(PartitionedIndex index, NumberNormalizer numbers, int mostLines) {
        this.index = index;
        this.numbers = numbers;
        this.lines = QueryTranslator.ofLines(numbers);
        this.logJoin = new LogJoin(index, numbers, mostLines);
    }

    @Override
    public Page search(QueryNode query, Row row, @Nullable String cursor, int limit) {
        return index.reading(() -> pageBehind(query, row, cursor, limit));
    }

    private Page pageBehind(QueryNode query, Row row, @Nullable String cursor, int limit) {
        PageCursor after = cursor == null ? null : PageCursor.parse(cursor);
        Wanted wanted = wanted(query, row);
        List<Hit> hits = new ArrayList<>();
        long total = 0;
        for (Partition partition : wanted.partitions) {
            Query here = wanted.in(partition);
            int missing = after == null || after.mayBeIn(partition.name()) ? limit + 1 - hits.size() : 0;
            total += partition.search(searcher -> page(searcher, here, after, missing, hits));
        }
        boolean more = hits.size() > limit;
        List<Hit> page = more ? hits.subList(0, limit) : hits;
        return new Page(page, total, more ? PageCursor.behind(page, after).toString() : null,
                wanted.asked.isPartial());
    }

    /**
     * What a query looks for, and where.
     *
     * @param partitions
     *            newest day first
     */
    private record Wanted(Query query, List<Partition> partitions, Superseded superseded, LogJoin.Asked asked) {
        Query in(Partition partition) {
            return superseded.leaveOut(partition.name(), query);
        }
    }

    private Wanted wanted(QueryNode query, Row row) {
        TimeSpan span = TimeSpan.of(query);
        LogJoin.Asked asked = logJoin.during(span);
        QueryTranslator translator = row == Row.LOGS
                ? lines
                : QueryTranslator.withLines(numbers, asked, this::streamsOf);
        return new Wanted(filtered(translator.translate(query), row), index.between(span.from(), span.to()),
                Superseded.by(whereMovedTo(span.from(), span.to()), row), asked);
    }

    /** Streams of the newest dialogs that a query matches. */
    private Query streamsOf(QueryNode calls) {
        Wanted wanted = wanted(calls, Row.DIALOGS);
        List<BytesRef> dialogs = new ArrayList<>();
        for (Partition partition : wanted.partitions) {
            if (dialogs.size() < MOST_DIALOGS) {
                partition.search(searcher -> ids(searcher, wanted.in(partition), dialogs));
            }
        }
        return new TermInSetQuery(IndexField.DIALOG, dialogs);
    }

    private static boolean ids(IndexSearcher searcher, Query query, List<BytesRef> into) throws IOException {
        StoredFields stored = searcher.storedFields();
        for (ScoreDoc doc : searcher.search(query, MOST_DIALOGS - into.size(), NEWEST_FIRST).scoreDocs) {
            into.add(new BytesRef(stored.document(doc.doc, Set.of(IndexField.ID)).get(IndexField.ID)));
        }
        return true;
    }

    @Override
    public List<FacetCount> count(QueryNode query, Row row, Facet facet, int most) {
        FacetCounter counter = new FacetCounter(facet);
        index.reading(() -> each(query, row, counter::add));
        return counter.most(most);
    }

    @Override
    public List<@Nullable Long> postDialDelays(QueryNode query, Row row, List<Double> shares) {
        DelayQuantiles delays = new DelayQuantiles();
        index.reading(() -> each(query, row, delays::add));
        List<@Nullable Long> found = new ArrayList<>();
        shares.forEach(share -> found.add(delays.at(share)));
        return found;
    }

    /** What is done with the matches of one partition. */
    @FunctionalInterface
    private interface Counting {
        boolean add(IndexSearcher searcher, Query query) throws IOException;
    }

    private boolean each(QueryNode query, Row row, Counting counting) {
        Wanted wanted = wanted(query, row);
        for (Partition partition : wanted.partitions) {
            partition.search(searcher -> counting.add(searcher, wanted.in(partition)));
        }
        return true;
    }

    @Override
    public Page page(QueryNode query, Row row, int offset, int limit) {
        return index.reading(() -> pageAt(query, row, offset, limit));
    }

    private Page pageAt(QueryNode query, Row row, int offset, int limit) {
        Wanted wanted = wanted(query, row);
        List<Hit> hits = new ArrayList<>();
        long total = 0;
        for (Partition partition : wanted.partitions) {
            Query here = wanted.in(partition);
            int skip = (int) Math.max(0, offset - total);
            total += partition.search(searcher -> behind(searcher, here, skip, limit - hits.size(), hits));
        }
        return new Page(hits, total, null, wanted.asked.isPartial());
    }

    /** Adds hits behind those that are skipped. @return how many match */
    private static long behind(IndexSearcher searcher, Query query, int skip, int limit, List<Hit> into)
            throws IOException {
        int matches = searcher.count(query);
        if (skip >= matches || limit <= 0) {
            return matches;
        }
        ScoreDoc[] docs = newest(searcher, query, Math.min(matches, skip + limit)).scoreDocs;
        StoredFields stored = searcher.storedFields();
        for (int i = skip; i < docs.length; i++) {
            into.add(hit(stored.document(docs[i].doc, STORED), (long) ((FieldDoc) docs[i]).fields[0]));
        }
        return matches;
    }

    /**
     * The newest documents that match. Nothing is counted beyond them, so each segment, which is sorted by start, is left as
     * soon as it has given enough. Room is taken for as many as are asked for: ask for no more than there are.
     */
    private static TopFieldDocs newest(IndexSearcher searcher, Query query, int most) throws IOException {
        return searcher.search(query, new TopFieldCollectorManager(NEWEST_FIRST, most, null, 0));
    }

    /** A document that was found in a range may have moved to an earlier day. */
    private List<Partition> whereMovedTo(@Nullable Instant from, @Nullable Instant to) {
        return index.between(from == null ? null : from.minus(MOST_MOVED), to);
    }

    private static Query filtered(Query query, Row row) {
        return new BooleanQuery.Builder().add(query, Occur.FILTER)
                .add(new TermQuery(new Term(IndexField.ROW, row.term())), Occur.FILTER).build();
    }

    /**
     * Adds hits behind a cursor. Hits with its start time were given already as far as it counts them.
     *
     * @return how many match, those before the cursor included
     */
    private static long page(IndexSearcher searcher, Query query, @Nullable PageCursor after, int limit,
            List<Hit> into) throws IOException {
        int matches = searcher.count(query);
        if (matches == 0 || limit <= 0) {
            return matches;
        }
        Query bounded = after == null
                ? query
                : new BooleanQuery.Builder().add(query, Occur.FILTER)
                        .add(LongField.newRangeQuery(IndexField.START, Long.MIN_VALUE, after.startNs()), Occur.FILTER)
                        .build();
        int skip = after == null ? 0 : after.givenAtStart();
        TopFieldDocs docs = newest(searcher, bounded, (int) Math.min(matches, (long) limit + skip));
        StoredFields stored = searcher.storedFields();
        List<Hit> found = new ArrayList<>();
        for (ScoreDoc doc : docs.scoreDocs) {
            long start = (long) ((FieldDoc) doc).fields[0];
            found.add(hit(stored.document(doc.doc, STORED), start));
        }
        int atStart = 0;
        for (Hit hit : found) {
            if (after != null && hit.startNs() == after.startNs() && atStart++ < skip) {
                continue;
            }
            into.add(hit);
        }
        return matches;
    }

    private static Hit hit(Document document, long startNs) {
        StoredText text = StoredText.of(document);
        return new Hit(document.get(IndexField.ID), startNs, Arrays.asList(document.getValues(IndexField.SOURCES)),
                text.fold(), text.display());
    }

    @Override
    public List<Hit> byCallId(Row row, String callId) {
        return byTerm(row, IndexField.CALL_ID, callId);
    }

    @Override
    public List<Hit> byTerm(Row row, String field, String value) {
        return index.reading(() -> allByTerm(row, field, value));
    }

    private List<Hit> allByTerm(Row row, String field, String value) {
        Query query = filtered(new TermQuery(new Term(field, TermLength.cut(value))), row);
        List<Hit> hits = new ArrayList<>();
        List<Partition> partitions = index.all();
        Superseded superseded = Superseded.by(partitions, row);
        for (Partition partition : partitions) {
            Query here = superseded.leaveOut(partition.name(), query);
            partition.search(searcher -> page(searcher, here, null, MOST_BY_TERM, hits));
        }
        hits.sort(Comparator.comparingLong(Hit::startNs).thenComparing(Hit::id));
        return hits;
    }

    @Override
    public Optional<Hit> byId(String id) {
        return index.reading(() -> anyById(id));
    }

    private Optional<Hit> anyById(String id) {
        Query query = new TermQuery(new Term(IndexField.ID, id));
        List<Hit> hits = new ArrayList<>();
        List<Partition> partitions = index.all();
        Superseded superseded = Superseded.by(partitions, null);
        for (Partition partition : partitions) {
            if (hits.isEmpty()) {
                Query here = superseded.leaveOut(partition.name(), query);
                partition.search(searcher -> page(searcher, here, null, 1, hits));
            }
        }
        return hits.stream().findFirst();
    }

    @Override
    public List<Hit> logLines(QueryNode query, long fromNs, long toNs, int limit) {
        return index.reading(() -> linesBetween(query, fromNs, toNs, limit));
    }

    private List<Hit> linesBetween(QueryNode query, long fromNs, long toNs, int limit) {
        Query wanted = new BooleanQuery.Builder().add(filtered(lines.translate(query), Row.LOGS), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexField.START, fromNs, toNs), Occur.FILTER).build();
        List<Hit> hits = new ArrayList<>();
        Instant from = Instant.ofEpochSecond(Math.floorDiv(fromNs, 1_000_000_000L));
        Instant to = Instant.ofEpochSecond(Math.floorDiv(toNs, 1_000_000_000L) + 1);
        for (Partition partition : index.between(from, to)) {
            partition.search(searcher -> page(searcher, wanted, null, limit, hits));
        }
        hits.sort(Comparator.comparingLong(Hit::startNs).thenComparing(Hit::id));
        return hits;
    }

    @Override
    public void close() {
        index.close();
    }

    /**
     * Where a page ended.
     *
     * @param startNs
     *            start of its last document
     * @param givenAtStart
     *            how many documents with that start were given, on this page and those before
     */
    private record PageCursor(long startNs, int givenAtStart) {
        static PageCursor parse(String text) {
            try {
                int dot = text.indexOf('.');
                PageCursor cursor = new PageCursor(Long.parseLong(text, 0, dot, 36),
                        Integer.parseInt(text, dot + 1, text.length(), 36));
                if (cursor.givenAtStart < 0) {
                    throw refused(text, null);
                }
                return cursor;
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw refused(text, e);
            }
        }

        private static ForensicException refused(String text, @Nullable Exception cause) {
            return new ForensicException(ErrorCode.BAD_REQUEST, "cursor '" + text
                    + "' is none that a page gave; leave it out for the first page", cause);
        }

        static PageCursor behind(List<Hit> page, @Nullable PageCursor before) {
            long start = page.getLast().startNs();
            int given = (int) page.stream().filter(h -> h.startNs() == start).count();
            return new PageCursor(start,
                    before != null && before.startNs == start ? given + before.givenAtStart : given);
        }

        boolean mayBeIn(String partition) {
            return partition.equals(PartitionedIndex.UNDATED) || PartitionedIndex.firstNs(partition) <= startNs;
        }

        @Override
        public String toString() {
            return Long.toString(startNs, 36) + "." + Integer.toString(givenAtStart, 36);
        }
    }
}
