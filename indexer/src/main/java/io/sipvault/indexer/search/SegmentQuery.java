package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Matches what a function finds in each segment; the function is asked once a segment. Equal only to itself. */
final class SegmentQuery extends Query {
    private final String meaning;
    private final Finder finder;
    private final Map<Object, FixedBitSet> found = new ConcurrentHashMap<>();

    /** Finds documents of one segment, deleted ones among them or not. */
    @FunctionalInterface
    interface Finder {
        FixedBitSet find(LeafReaderContext segment) throws IOException;
    }

    SegmentQuery(String meaning, Finder finder) {
        this.meaning = meaning;
        this.finder = finder;
    }

    private FixedBitSet find(LeafReaderContext segment) throws IOException {
        IndexReader.CacheHelper helper = segment.reader().getCoreCacheHelper();
        FixedBitSet known = helper == null ? null : found.get(helper.getKey());
        FixedBitSet bits = known != null ? known : finder.find(segment);
        if (helper != null) {
            found.put(helper.getKey(), bits);
        }
        return bits;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext segment) throws IOException {
                FixedBitSet bits = find(segment);
                int cost = bits.cardinality();
                return cost == 0
                        ? null
                        : new DefaultScorerSupplier(
                                new ConstantScoreScorer(score(), mode, new BitSetIterator(bits, cost)));
            }

            @Override
            public boolean isCacheable(LeafReaderContext segment) {
                return false;
            }
        };
    }

    @Override
    public String toString(String field) {
        return meaning;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
