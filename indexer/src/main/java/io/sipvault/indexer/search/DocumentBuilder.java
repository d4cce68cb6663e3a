package io.sipvault.indexer.search;

import io.sipvault.indexer.number.NumberTerms;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Puts values into the fields that queries look for. The same value of a field is put once. */
public final class DocumentBuilder {
    /** Fields that a query may ask for a value of. */
    private static final Set<String> ASKED = Arrays.stream(QueryField.values()).map(QueryField::text)
            .collect(Collectors.toUnmodifiableSet());

    /** Names of the fields of reversed values, by field. */
    private static final Map<String, String> REVERSED = new ConcurrentHashMap<>();

    private final Document document = new Document();
    private final Set<String> present = new HashSet<>();
    private final Set<Entry> entries = new HashSet<>();
    private final NumberField numbers = NumberField.whole();
    private final NumberField openNumbers = NumberField.open();

    private record Entry(String field, Object value) {}

    public DocumentBuilder term(String field, String value) {
        if (!value.isEmpty() && entries.add(new Entry(field, value))) {
            document.add(new StringField(field, TermLength.cut(value), Field.Store.NO));
            present(field);
        }
        return this;
    }

    /** A value that documents are counted by. */
    public DocumentBuilder facet(Facet facet, String value) {
        if (!value.isEmpty() && entries.add(new Entry(facet.field(), value))) {
            document.add(new SortedSetDocValuesField(facet.field(), new BytesRef(TermLength.cut(value))));
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

    /** The id, stored, of what no key finds. */
    public DocumentBuilder id(String id) {
        document.add(new StringField(IndexField.ID, id, Field.Store.YES));
        return this;
    }

    /** The id, stored, and the fragment key. */
    public DocumentBuilder id(String id, String key) {
        id(id);
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

    /** What is stored: the chunks it was folded from, what the fold needs, what is displayed; both in UTF-8. */
    public DocumentBuilder stored(Collection<String> sources, byte[] fold, byte[] display) {
        sources.forEach(source -> document.add(new StoredField(IndexField.SOURCES, source)));
        document.add(new StoredField(IndexField.STORED, StoredText.pack(fold, display)));
        return this;
    }

    /** A value that is searched by its beginning and by its end. */
    public DocumentBuilder reversible(String field, String value) {
        term(field, value);
        return term(REVERSED.computeIfAbsent(field, f -> f + IndexField.REVERSED),
                reversed(TermLength.cut(value)));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** A user, as it is and in all forms of its number, and what finds it there: from, to, did or number. */
    public DocumentBuilder number(QueryField there, String user, NumberTerms number) {
        int standing = NumberField.standing(there);
        numbers.add(user, standing | NumberField.WRITTEN);
        number.exact().forEach(digits -> numbers.add(digits, standing));
        if (number.open() != null) {
            openNumbers.add(number.open(), standing);
        }
        present(there.text());
        present(IndexField.NUMBER);
        present(IndexField.USER);
        return this;
    }

    public DocumentBuilder address(Endpoint endpoint) {
        if (entries.add(new Entry(IndexField.IP, endpoint))) {
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
        document.add(new WordsField(field, text.getBytes(StandardCharsets.UTF_8)));
        present(field);
        return this;
    }

    /** Words of any header, body or log line, in UTF-8. */
    public DocumentBuilder text(byte[] text) {
        document.add(new WordsField(IndexField.TEXT, text));
        return this;
    }

    /** A log line: its words, and what it may name a call by. */
    public DocumentBuilder line(String vantage, String source, String line) {
        LogNames.of(line).forEach(this::name);
        PbxIds.of(line).forEach(id -> name(TermLength.cut(PbxIds.name(vantage, source, id))));
        Set<String> meant = PbxIds.meant(line);
        meant.forEach(id -> name(TermLength.cut(PbxIds.meaning(PbxIds.name(vantage, source, id)))));
        if (!meant.isEmpty() && PbxIds.saysCallId(line)) {
            name(PbxIds.SAYS_CALL_ID);
        }
        return text(line.getBytes(StandardCharsets.UTF_8));
    }

    private void name(String name) {
        document.add(new KeywordField(IndexField.NAMES, name, Field.Store.NO));
    }

    private void present(String field) {
        if (ASKED.contains(field) && present.add(field)) {
            document.add(new StringField(IndexField.PRESENT, field, Field.Store.NO));
        }
    }

    public Document build() {
        if (!numbers.isEmpty()) {
            document.add(numbers);
            document.add(NumberField.reversed(numbers));
        }
        if (!openNumbers.isEmpty()) {
            document.add(openNumbers);
        }
        return document;
    }
}
