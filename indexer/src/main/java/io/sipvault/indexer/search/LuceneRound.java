package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.TimeSpan;
import io.sipvault.indexer.search.EvidenceSearch.FacetCount;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts in the partitions that a query's time spans, day after day, until its time is up. Of a document that is
 * on the move between partitions only the new copy is found, see {@link Superseded}. For one thread.
 */
final class LuceneRound implements SearchRound {
    private static final Duration MOST_MOVED = Duration.ofDays(3);

    private final PartitionedIndex index;
    private final NumberNormalizer numbers;
    private final QueryTranslator lines;
    private final LogJoin logJoin;
    private final Bounds bounds;
    private final Effort effort;

    LuceneRound(PartitionedIndex index, NumberNormalizer numbers, LogJoin logJoin, Bounds bounds, Effort effort) {
        this.index = index;
        this.numbers = numbers;
        this.lines = QueryTranslator.ofLines(numbers, effort);
        this.logJoin = logJoin;
        this.bounds = bounds;
        this.effort = effort;
    }

    /**
     * What a query looks for, and where.
     *
     * @param partitions
     *            newest day first
     */
    private record Wanted(Query query, List<Partition> partitions, Superseded superseded) {
        Query in(Partition partition) {
            return superseded.leaveOut(partition.name(), query);
        }
    }

    private Wanted wanted(QueryNode query, Row row) {
        TimeSpan span = TimeSpan.of(query);
        QueryTranslator translator = row == Row.LOGS
                ? lines
                : QueryTranslator.withLines(numbers, effort, logJoin.during(span, effort), this::streamsOf);
        return new Wanted(LuceneSearch.filtered(translator.translate(query), row),
                index.between(span.from(), span.to()), Superseded.by(whereMovedTo(span.from(), span.to()), row));
    }

    /** A document that was found in a range may have moved to an earlier day. */
    private List<Partition> whereMovedTo(@Nullable Instant from, @Nullable Instant to) {
        return index.between(from == null ? null : from.minus(MOST_MOVED), to);
    }

    /** Streams of the newest dialogs that a query matches. */
    private Query streamsOf(QueryNode calls) {
        Wanted wanted = wanted(calls, Row.DIALOGS);
        List<BytesRef> dialogs = new ArrayList<>();
        for (Partition partition : wanted.partitions) {
            partition.search(effort, searcher -> ids(searcher, wanted.in(partition), dialogs));
        }
        return new TermInSetQuery(IndexField.DIALOG, dialogs);
    }

    private boolean ids(IndexSearcher searcher, Query query, List<BytesRef> into) throws IOException {
        int room = bounds.dialogs() - into.size();
        ScoreDoc[] docs = searcher.search(query, room + 1, LuceneSearch.NEWEST_FIRST).scoreDocs;
        if (docs.length > room) {
            effort.leftOut(Shortfall.DIALOGS);
        }
        StoredFields stored = searcher.storedFields();
        for (int i = 0; i < Math.min(room, docs.length); i++) {
            into.add(new BytesRef(stored.document(docs[i].doc, Set.of(IndexField.ID)).get(IndexField.ID)));
        }
        return true;
    }

    @Override
    public Page search(QueryNode query, Row row, Order order, @Nullable String cursor, int limit) {
        return index.reading(() -> pageBehind(query, row, order, cursor, limit));
    }

    private Page pageBehind(QueryNode query, Row row, Order order, @Nullable String cursor, int limit) {
        PageCursor after = cursor == null ? null : PageCursor.parse(cursor, order);
        Wanted wanted = wanted(query, row);
        List<Hit> hits = new ArrayList<>();
        Progress progress = new Progress(order, effort);
        for (Partition partition : order.of(wanted.partitions)) {
            if (hits.size() <= limit && !progress.isStopped() && (after == null || after.mayBeIn(partition.name()))) {
                Query here = wanted.in(partition);
                int before = hits.size();
                partition.search(effort, searcher -> page(searcher, here, order, after, limit + 1 - hits.size(), hits));
                progress.passed(partition, hits, before);
            }
        }
        boolean more = hits.size() > limit;
        List<Hit> page = more ? hits.subList(0, limit) : hits;
        Counted counted = count(wanted, bounds.counted());
        PageCursor next = more ? PageCursor.behind(page, order, after) : progress.next();
        return new Page(page, Math.max(counted.matches, hits.size()), counted.atLeast || isPartial(),
                next == null ? null : next.toString(), isPartial());
    }

    /** Hits with the start time of the cursor were given already as far as it counts them. */
    private static boolean page(IndexSearcher searcher, Query query, Order order, @Nullable PageCursor after, int limit,
            List<Hit> into) throws IOException {
        if (after == null) {
            return new HitWalk(searcher, query, order).take(limit, into);
        }
        Query bounded = new BooleanQuery.Builder().add(query, Occur.FILTER)
                .add(order.from(after.startNs()), Occur.FILTER).build();
        return new HitWalk(searcher, bounded, order).take(limit, after.givenAtStart(), after.given(), into);
    }

    /** Counted after the page is there, so that it is the count that lacks something when the time is up. */
    private Counted count(Wanted wanted, long enough) {
        long matches = 0;
        for (Partition partition : wanted.partitions) {
            if (matches > enough) {
                return new Counted(matches, true);
            }
            matches += count(partition, wanted.in(partition));
        }
        return new Counted(matches, false);
    }

    /** @param atLeast whether days were left that were not counted */
    private record Counted(long matches, boolean atLeast) {}

    private long count(Partition partition, Query query) {
        Long count = partition.search(effort, searcher -> (long) searcher.count(query));
        return count == null ? 0 : count;
    }

    @Override
    public Page page(QueryNode query, Row row, Order order, int offset, int limit) {
        return index.reading(() -> pageAt(query, row, order, offset, limit));
    }

    private Page pageAt(QueryNode query, Row row, Order order, int offset, int limit) {
        Wanted wanted = wanted(query, row);
        List<Hit> hits = new ArrayList<>();
        PageCursor.Passed passed = new PageCursor.Passed();
        long total = 0;
        boolean atLeast = false;
        for (Partition partition : order.of(wanted.partitions)) {
            if (total > Math.max(bounds.counted(), (long) offset + limit)) {
                atLeast = true;
                break;
            }
            Query here = wanted.in(partition);
            long matches = count(partition, here);
            long skip = Math.max(0, offset - total);
            if (skip < matches && hits.size() < limit) {
                partition.search(effort, searcher -> new HitWalk(searcher, here, order).take(limit - hits.size(), skip,
                        passed.next(skip), hits));
            }
            total += matches;
        }
        boolean whole = hits.size() == limit || !effort.isUp();
        boolean more = whole && !hits.isEmpty() && total > (long) offset + hits.size();
        return new Page(hits, Math.max(total, hits.size()), atLeast || isPartial(),
                more ? PageCursor.behind(hits, order, passed.cursor(order)).toString() : null, isPartial());
    }

    @Override
    public long count(QueryNode query, Row row) {
        return index.reading(() -> count(wanted(query, row), Long.MAX_VALUE).matches);
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
            partition.search(effort, searcher -> counting.add(searcher, wanted.in(partition)));
        }
        return true;
    }

    private boolean isPartial() {
        return !effort.shortfalls().isEmpty();
    }

    @Override
    public Set<Shortfall> shortfalls() {
        return effort.shortfalls();
    }
}
