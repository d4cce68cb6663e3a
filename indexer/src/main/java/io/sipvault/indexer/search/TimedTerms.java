package io.sipvault.indexer.search;

import java.io.IOException;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/**
 * The terms of another query, looked for as long as there is time: finding them may take longer than finding the documents.
 * What is found does not depend on the time, so that it may be remembered under the other query.
 */
final class TimedTerms extends MultiTermQuery {
    private final MultiTermQuery query;
    private final QueryTimeout limit;

    TimedTerms(MultiTermQuery query, QueryTimeout limit) {
        super(query.getField(), query.getRewriteMethod());
        this.query = query;
        this.limit = limit;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new Timed(query.getTermsEnum(terms), limit);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        query.visit(visitor);
    }

    @Override
    public String toString(String ofField) {
        return query.toString(ofField);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimedTerms timed && query.equals(timed.query);
    }

    @Override
    public int hashCode() {
        return 31 * classHash() + query.hashCode();
    }

    private static final class Timed extends FilteredTermsEnum {
        private final QueryTimeout limit;
        private int step;

        Timed(TermsEnum all, QueryTimeout limit) {
            super(all, false);
            this.limit = limit;
        }

        @Override
        protected AcceptStatus accept(BytesRef term) {
            TimeIsUp.check(limit, step++);
            return AcceptStatus.YES;
        }
    }
}
