package io.sipvault.indexer.search;

import java.util.Set;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.PostingsFormat;
import org.apache.lucene.codecs.bloom.BloomFilteringPostingsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104PostingsFormat;
import org.apache.lucene.codecs.perfield.PerFieldPostingsFormat;

/**
 * How segments are written. The fold asks for keys that are mostly not there: those fields have a Bloom filter, so that most
 * segments need not be looked into. Stored fields are compressed already, see {@link StoredText}.
 */
final class IndexCodec extends FilterCodec {
    private static final Set<String> ASKED_BY_FOLD = Set.of(IndexField.ID, IndexField.KEY, IndexField.LINK,
            IndexField.LEG, IndexField.MEDIA, IndexField.STREAM_AT);

    private final PostingsFormat plain = new Lucene104PostingsFormat();
    private final PostingsFormat filtered = new BloomFilteringPostingsFormat(plain);
    private final PostingsFormat perField = new PerFieldPostingsFormat() {
        @Override
        public PostingsFormat getPostingsFormatForField(String field) {
            return ASKED_BY_FOLD.contains(field) ? filtered : plain;
        }
    };

    /** Segments name the codec that they are read by: the plain one, which finds each field's format by its name. */
    IndexCodec() {
        super("Lucene104", new Lucene104Codec(Lucene104Codec.Mode.BEST_SPEED));
    }

    @Override
    public PostingsFormat postingsFormat() {
        return perField;
    }
}
