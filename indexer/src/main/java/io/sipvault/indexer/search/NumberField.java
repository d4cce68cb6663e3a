package io.sipvault.indexer.search;

import io.sipvault.indexer.query.QueryField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.jspecify.annotations.Nullable;

/**
 * Users and numbers of a document. Most stand in several headers, and are looked for by each of them: so all are terms of one
 * field, and the frequency of a term in a document says by its bits where it stood. It is a third of the terms that a field
 * for each header would have, which are most of what is written for a call.
 */
final class NumberField extends Field {
    /** Users as written, and all forms of their numbers. */
    static final String WHOLE = IndexField.NUMBER;
    /** The same from the last character to the first. */
    static final String REVERSED = IndexField.NUMBER + IndexField.REVERSED;
    /** Reversed digits of numbers whose country is unknown. */
    static final String OPEN = IndexField.NUMBER + "_o";

    static final int ANYWHERE = 0;
    /** Exactly as it was written, in whatever header. */
    static final int WRITTEN = 16;

    private static final FieldType TYPE = new FieldType();

    static {
        TYPE.setTokenized(true);
        TYPE.setOmitNorms(true);
        TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TYPE.freeze();
    }

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final boolean reversed;

    private NumberField(String name, boolean reversed) {
        super(name, TYPE);
        this.reversed = reversed;
    }

    static NumberField whole() {
        return new NumberField(WHOLE, false);
    }

    /** What another field has, reversed. */
    static NumberField reversed(NumberField whole) {
        NumberField field = new NumberField(REVERSED, true);
        field.places.putAll(whole.places);
        return field;
    }

    static NumberField open() {
        return new NumberField(OPEN, true);
    }

    /** The bit of what a query asks: where a number stood. */
    static int place(QueryField asked) {
        return switch (asked) {
            case FROM -> 1;
            case TO -> 2;
            case DID -> 4;
            case USER -> WRITTEN;
            default -> ANYWHERE;
        };
    }

    /** The bits of a number that stood there. No frequency is zero. */
    static int standing(QueryField there) {
        int place = place(there);
        return place == ANYWHERE ? 8 : place;
    }

    void add(String term, int bits) {
        if (!term.isEmpty()) {
            places.merge(TermLength.cut(term), bits, (a, b) -> a | b);
        }
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** Lucene keeps the stream of a field for the next document. */
    @Override
    public TokenStream tokenStream(Analyzer analyzer, @Nullable TokenStream reuse) {
        NumberTokens tokens = reuse instanceof NumberTokens known ? known : new NumberTokens(reversed);
        return tokens.over(places);
    }
}
