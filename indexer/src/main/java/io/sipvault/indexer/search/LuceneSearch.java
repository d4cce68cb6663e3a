package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/** Searches an index of Lucene. Its lookups by name have no time limit, for what is there must not be called missing. */
public final class LuceneSearch implements EvidenceSearch {
    static final Sort NEWEST_FIRST = Order.NEWEST_FIRST.sort();
    private static final int MOST_BY_TERM = 10_000;

    private final PartitionedIndex index;
    private final NumberNormalizer numbers;
    private final QueryTranslator lines;
    private final LogJoin logJoin;
    private final Bounds bounds;
    private final Supplier<QueryTimeout> limits;

    /** One that takes the time that it needs. */
    public LuceneSearch(PartitionedIndex index, NumberNormalizer numbers) {
        this(index, numbers, Bounds.USUAL, () -> () -> false);
    }

    /**
     * @param longest
     *            how long a round of lists and counts may take
     */
    public LuceneSearch(PartitionedIndex index, NumberNormalizer numbers, Duration longest) {
        this(index, numbers, Bounds.USUAL, () -> Effort.from(longest));
    }

    /**
     * @param limits
     *            begins the time of a round
     */
    LuceneSearch(PartitionedIndex index, NumberNormalizer numbers, Bounds bounds, Supplier<QueryTimeout> limits) {
        this.index = index;
        this.numbers = numbers;
        this.lines = QueryTranslator.ofLines(numbers, () -> false);
        this.logJoin = new LogJoin(index, numbers, bounds.lines());
        this.bounds = bounds;
        this.limits = limits;
    }

    @Override
    public SearchRound round() {
        return new LuceneRound(index, numbers, logJoin, bounds, new Effort(limits.get()));
    }

    @Override
    public Page search(QueryNode query, Row row, Order order, @Nullable String cursor, int limit) {
        return round().search(query, row, order, cursor, limit);
    }

    @Override
    public Page page(QueryNode query, Row row, Order order, int offset, int limit) {
        return round().page(query, row, order, offset, limit);
    }

    @Override
    public long count(QueryNode query, Row row) {
        return round().count(query, row);
    }

    @Override
    public List<FacetCount> count(QueryNode query, Row row, Facet facet, int most) {
        return round().count(query, row, facet, most);
    }

    @Override
    public List<@Nullable Long> postDialDelays(QueryNode query, Row row, List<Double> shares) {
        return round().postDialDelays(query, row, shares);
    }

    static Query filtered(Query query, Row row) {
        return new BooleanQuery.Builder().add(query, Occur.FILTER)
                .add(new TermQuery(new Term(IndexField.ROW, row.term())), Occur.FILTER).build();
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
            partition.search(searcher -> new HitWalk(searcher, here, Order.NEWEST_FIRST).take(MOST_BY_TERM, hits));
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
                partition.search(searcher -> new HitWalk(searcher, here, Order.NEWEST_FIRST).take(1, hits));
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
            partition.search(searcher -> new HitWalk(searcher, wanted, Order.NEWEST_FIRST).take(limit, hits));
        }
        hits.sort(Comparator.comparingLong(Hit::startNs).thenComparing(Hit::id));
        return hits;
    }

    @Override
    public void close() {
        index.close();
    }
}
