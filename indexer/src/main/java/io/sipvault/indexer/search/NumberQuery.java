package io.sipvault.indexer.search;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.DocIdSetBuilder;
import org.jspecify.annotations.Nullable;

/** Terms of a {@link NumberField} that stood in a certain place. */
final class NumberQuery extends Query {
    private final MultiTermQuery terms;
    private final int place;

    private NumberQuery(MultiTermQuery terms, int place) {
        this.terms = terms;
        this.place = place;
    }

    /** A query of terms, restricted to a place; itself when they may stand anywhere. */
    static Query at(int place, MultiTermQuery terms) {
        return place == NumberField.ANYWHERE ? terms : new NumberQuery(terms, place);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext segment) throws IOException {
                DocIdSetIterator found = find(segment);
                return found == null
                        ? null
                        : new DefaultScorerSupplier(new ConstantScoreScorer(score(), mode, found));
            }

            @Override
            public boolean isCacheable(LeafReaderContext segment) {
                return true;
            }
        };
    }

    private @Nullable DocIdSetIterator find(LeafReaderContext segment) throws IOException {
        Terms all = segment.reader().terms(terms.getField());
        if (all == null) {
            return null;
        }
        DocIdSetBuilder found = new DocIdSetBuilder(segment.reader().maxDoc());
        TermsEnum matching = terms.getTermsEnum(all);
        PostingsEnum postings = null;
        while (matching.next() != null) {
            postings = matching.postings(postings, PostingsEnum.FREQS);
            DocIdSetBuilder.BulkAdder adder = found.grow(matching.docFreq());
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if ((postings.freq() & place) != 0) {
                    adder.add(doc);
                }
            }
        }
        return found.build().iterator();
    }

    @Override
    public String toString(String field) {
        return terms.toString(field) + " at " + place;
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberQuery query && place == query.place && terms.equals(query.terms);
    }

    @Override
    public int hashCode() {
        return Objects.hash(classHash(), terms, place);
    }
}
