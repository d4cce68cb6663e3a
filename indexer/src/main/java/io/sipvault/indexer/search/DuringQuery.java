package io.sipvault.indexer.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Matches documents in whose life one of some times lies. A filter beside a query that finds few. Equal only to itself. */
final class DuringQuery extends Query {
    private static final float COST_OF_TIMES = 20;

    private final Longs times;

    /**
     * @param times
     *            nanoseconds since 1970, sorted
     */
    DuringQuery(Longs times) {
        this.times = times;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext segment) throws IOException {
                Lifetimes lifetimes = new Lifetimes(segment.reader());
                DocIdSetIterator all = DocIdSetIterator.all(segment.reader().maxDoc());
                return new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, new TwoPhaseIterator(all) {
                    @Override
                    public boolean matches() throws IOException {
                        return lifetimes.hasAny(all.docID(), times);
                    }

                    @Override
                    public float matchCost() {
                        return COST_OF_TIMES;
                    }
                }));
            }

            @Override
            public boolean isCacheable(LeafReaderContext segment) {
                return false;
            }
        };
    }

    @Override
    public String toString(String field) {
        return "during " + times.size() + " times";
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
