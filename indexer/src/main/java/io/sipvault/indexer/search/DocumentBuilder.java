package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberTerms;
import io.sipvault.ingest.transport.Endpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Puts values into the fields that queries look for. The same value of a field is put once. */
public final class DocumentBuilder {
    private static final FieldType WORDS = words();

    private final Document document = new Document();
    private final Set<String> present = new HashSet<>();
    private final Set<String> terms = new HashSet<>();

    /** Words with their positions. Nothing is ranked by them, so there are no norms. */
    private static FieldType words() {
        FieldType type = new FieldType(TextField.TYPE_NOT_STORED);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    public DocumentBuilder term(String field, String value) {
        if (!value.isEmpty() && terms.add(field + '\0' + value)) {
            document.add(new StringField(field, value, Field.Store.NO));
            present(field);
        }
        return this;
    }

    /** A value that documents are counted by. */
    public DocumentBuilder facet(Facet facet, String value) {
        if (!value.isEmpty() && terms.add(facet.field() + '\0' + value)) {
            document.add(new SortedSetDocValuesField(facet.field(), new BytesRef(value)));
        }
        return this;
    }

    /** A post-dial delay that statistics read; null leaves it out. */
    public DocumentBuilder delay(@Nullable Long ms) {
        if (ms != null) {
            document.add(new NumericDocValuesField(IndexField.PDD_VALUE, ms));
        }
        return this;
    }

    /** The id, stored, and the fragment key. */
    public DocumentBuilder id(String id, String key) {
        document.add(new StringField(IndexField.ID, id, Field.Store.YES));
        document.add(new StringField(IndexField.KEY, key, Field.Store.NO));
        return this;
    }

    /** Start and end, nanoseconds since 1970. */
    public DocumentBuilder times(long startNs, long endNs) {
        document.add(new LongField(IndexField.START, startNs, Field.Store.NO));
        document.add(new LongPoint(IndexField.END, endNs));
        document.add(new NumericDocValuesField(IndexField.LAST, endNs));
        return this;
    }

    /** Documents of other partitions that this one is written instead of, by their positions. */
    public DocumentBuilder replaces(Collection<String> positions) {
        positions.forEach(position -> document.add(new StringField(IndexField.REPLACES, position, Field.Store.YES)));
        return this;
    }

    /** Documents of other partitions that were calls of their own and are legs of this one, by their positions. */
    public DocumentBuilder replacesCalls(Collection<String> positions) {
        positions.forEach(position -> document
                .add(new StringField(IndexField.REPLACES, position + Superseded.AS_CALL, Field.Store.NO)));
        return this;
    }

    /** When it has to be folded again; 0 is never. */
    public DocumentBuilder due(long dueNs) {
        if (dueNs > 0) {
            document.add(new LongPoint(IndexField.DUE, dueNs));
        }
        return this;
    }

    /** What is stored: the chunks it was folded from, what the fold needs, what is displayed. */
    public DocumentBuilder stored(Collection<String> sources, String fold, String display) {
        sources.forEach(source -> document.add(new StoredField(IndexField.SOURCES, source)));
        document.add(new StoredField(IndexField.STORED, new StoredText(fold, display).pack()));
        return this;
    }

    /** A value that is searched by its beginning and by its end. */
    public DocumentBuilder reversible(String field, String value) {
        term(field, value);
        return term(field + IndexField.REVERSED, new StringBuilder(value).reverse().toString());
    }

    /** A number or user, in a field of numbers. */
    public DocumentBuilder number(String field, String user, NumberTerms number) {
        reversible(field, user);
        number.exact().forEach(digits -> reversible(field, digits));
        String open = number.open();
        if (open != null) {
            term(field + NumberField.OPEN, new StringBuilder(open).reverse().toString());
        }
        return this;
    }

    public DocumentBuilder user(String user) {
        return reversible(IndexField.USER, user);
    }

    public DocumentBuilder address(Endpoint endpoint) {
        if (terms.add(IndexField.IP + '\0' + endpoint)) {
            document.add(new InetAddressPoint(IndexField.IP, endpoint.toInetAddress()));
            document.add(new IntPoint(IndexField.PORT, endpoint.port()));
            present(IndexField.IP);
            present(IndexField.PORT);
        }
        return this;
    }

    public DocumentBuilder whole(String field, int value) {
        document.add(new IntPoint(field, value));
        present(field);
        return this;
    }

    /** A decimal number; null leaves the field out, so that no comparison matches. */
    public DocumentBuilder decimal(String field, @Nullable Number value) {
        if (value != null) {
            document.add(new DoublePoint(field, value.doubleValue()));
            present(field);
        }
        return this;
    }

    /** Words of a field of its own. */
    public DocumentBuilder words(String field, String text) {
        document.add(new Field(field, text, WORDS));
        present(field);
        return this;
    }

    /** Words of any header, body or log line. */
    public DocumentBuilder text(String text) {
        document.add(new Field(IndexField.TEXT, text, WORDS));
        return this;
    }

    /** A log line: its words, and what it may name a call by. */
    public DocumentBuilder line(String line) {
        LogNames.of(line).forEach(name -> document.add(new KeywordField(IndexField.NAMES, name, Field.Store.NO)));
        return text(line);
    }

    private void present(String field) {
        if (present.add(field)) {
            document.add(new StringField(IndexField.PRESENT, field, Field.Store.NO));
        }
    }

    public Document build() {
        return document;
    }
}
