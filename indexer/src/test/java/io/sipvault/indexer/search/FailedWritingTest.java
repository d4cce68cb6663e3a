package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index goes on after a failure in the middle of writing, from what was durable before. */
class FailedWritingTest {
    private static final String MONDAY = "2026-03-02";
    private static final String TUESDAY = "2026-03-03";

    @TempDir
    private Path folder;

    private PartitionedIndex index;

    @BeforeEach
    void open() {
        index = PartitionedIndex.open(folder);
        index.durably(() -> index.add(MONDAY, document("first")));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void keepsWhatWasDurableWhenTheWriterIsClosedByAFailure() {
        assertThatThrownBy(() -> index.durably(() -> {
            index.delete(MONDAY, new Term(IndexField.ID, "first"));
            index.add(TUESDAY, document("second"));
            index.refresh();
            index.add(MONDAY, deadly());
        })).isInstanceOf(OutOfMemoryError.class);

        assertThat(documents(MONDAY)).isEqualTo(1);
        assertThat(documents(TUESDAY)).isZero();
    }

    @Test
    void writesAgainAfterAFailure() {
        assertThatThrownBy(() -> index.durably(() -> index.add(MONDAY, deadly())))
                .isInstanceOf(OutOfMemoryError.class);

        index.durably(() -> {
            index.add(MONDAY, document("second"));
            index.add(TUESDAY, document("third"));
        });

        assertThat(documents(MONDAY)).isEqualTo(2);
        assertThat(documents(TUESDAY)).isEqualTo(1);
    }

    @Test
    void forgetsWhatWasWrittenBeforeAFailureOfAnotherKind() {
        assertThatThrownBy(() -> index.durably(() -> {
            index.add(MONDAY, document("second"));
            throw new IllegalStateException("a damaged fragment");
        })).hasMessage("a damaged fragment");

        index.durably(() -> index.add(MONDAY, document("third")));

        assertThat(documents(MONDAY)).isEqualTo(2);
    }

    private long documents(String partition) {
        return index.all().stream().filter(p -> p.name().equals(partition))
                .mapToLong(p -> p.search(searcher -> searcher.getIndexReader().numDocs())).sum();
    }

    private static Document document(String id) {
        return new DocumentBuilder().id(id, id).times(1, 2).build();
    }

    /** Lucene takes an error while it writes a document for the end of its writer, as it does a full disk. */
    private static Document deadly() {
        Document document = document("deadly");
        document.add(new Field("words", "", TextField.TYPE_NOT_STORED) {
            @Override
            public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
                return new TokenStream() {
                    @Override
                    public boolean incrementToken() throws IOException {
                        throw new OutOfMemoryError("for a test");
                    }
                };
            }
        });
        return document;
    }
}
