package io.sipvault.indexer.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.TextField;
import org.jspecify.annotations.Nullable;

/** Words of a text with their positions. Nothing is ranked by them, so there are no norms. */
final class WordsField extends Field {
    private static final FieldType TYPE = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        TYPE.setOmitNorms(true);
        TYPE.freeze();
    }

    private final byte[] utf8;

    WordsField(String name, byte[] utf8) {
        super(name, TYPE);
        this.utf8 = utf8;
    }

    /** Lucene keeps the stream of a field for the next document. */
    @Override
    public TokenStream tokenStream(Analyzer analyzer, @Nullable TokenStream reuse) {
        EvidenceWords words = reuse instanceof EvidenceWords known ? known : new EvidenceWords();
        return words.over(utf8);
    }
}
