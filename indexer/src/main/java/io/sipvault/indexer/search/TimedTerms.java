package io.sipvault.indexer.search;

import java.io.IOException;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.jspecify.annotations.Nullable;

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
        return query.getTermsEnum(new Watched(terms, limit));
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

    /** Terms that look at the time with those that are read of them, also where the query takes few. */
    private static final class Watched extends FilterLeafReader.FilterTerms {
        private final QueryTimeout limit;

        Watched(Terms in, QueryTimeout limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public TermsEnum iterator() throws IOException {
            return new Steps(in.iterator(), limit);
        }

        @Override
        public TermsEnum intersect(CompiledAutomaton automaton, @Nullable BytesRef start) throws IOException {
            return new Steps(in.intersect(automaton, start), limit);
        }
    }

    private static final class Steps extends FilterLeafReader.FilterTermsEnum {
        private final QueryTimeout limit;
        private int step;

        Steps(TermsEnum in, QueryTimeout limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public @Nullable BytesRef next() throws IOException {
            TimeIsUp.check(limit, step++);
            return in.next();
        }
    }
}
