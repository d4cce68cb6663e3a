package io.sipvault.indexer.search;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;

/** Terms in which a regular expression is found. RE2 takes time linear to a term's length, whatever the expression. */
final class PatternQuery extends MultiTermQuery {
    private final Pattern pattern;

    PatternQuery(String field, Pattern pattern) {
        super(field, CONSTANT_SCORE_BLENDED_REWRITE);
        this.pattern = pattern;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new Matching(terms.iterator(), pattern);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(getField())) {
            visitor.visitLeaf(this);
        }
    }

    @Override
    public String toString(String ofField) {
        return getField() + ":/" + pattern.pattern() + "/";
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof PatternQuery query && query.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), pattern);
    }

    private static final class Matching extends FilteredTermsEnum {
        private final Pattern pattern;

        Matching(TermsEnum all, Pattern pattern) {
            super(all, false);
            this.pattern = pattern;
        }

        @Override
        protected AcceptStatus accept(BytesRef term) {
            return pattern.matcher(term.utf8ToString()).find() ? AcceptStatus.YES : AcceptStatus.NO;
        }
    }
}
