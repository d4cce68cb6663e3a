package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import io.sipvault.indexer.fold.FoldedArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimedTermsTest {
    private static final MultiTermQuery CALL_IDS = new PrefixQuery(new Term(IndexField.CALL_ID, "c"));

    @TempDir
    private static Path folder;
    private static FoldedArchive crowd;

    @BeforeAll
    static void fold() {
        crowd = SearchSamples.crowd(folder, 1, 200);
    }

    @AfterAll
    static void close() {
        crowd.close();
    }

    private static <T> T search(Partition.Searching<T> searching) {
        return crowd.index().all().getFirst().search(searching);
    }

    private static boolean read(IndexSearcher searcher, MultiTermQuery query, List<String> into) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            TermsEnum terms = query.getTermsEnum(leaf.reader().terms(IndexField.CALL_ID));
            while (terms.next() != null) {
                into.add(terms.term().utf8ToString());
            }
        }
        return true;
    }

    @Test
    void areThoseOfTheQueryAsLongAsThereIsTime() {
        List<String> all = new ArrayList<>();
        List<String> timed = new ArrayList<>();

        search(searcher -> read(searcher, CALL_IDS, all)
                && read(searcher, new TimedTerms(CALL_IDS, () -> false), timed));

        assertThat(all).hasSize(200);
        assertThat(timed).isEqualTo(all);
        int found = search(searcher -> searcher.count(new TimedTerms(CALL_IDS, () -> false)));
        assertThat(found).isEqualTo(200);
    }

    @Test
    void endSoonAfterTheTimeIsUp() {
        AtomicInteger looks = new AtomicInteger();
        QueryTimeout third = () -> looks.incrementAndGet() >= 3;
        List<String> read = new ArrayList<>();

        assertThatThrownBy(() -> search(searcher -> read(searcher, new TimedTerms(CALL_IDS, third), read)))
                .isInstanceOf(TimeIsUp.class);

        assertThat(read).hasSize(32);
    }

    @Test
    void endSoonWhereTheQueryTakesNoneOfThem() {
        AtomicInteger looks = new AtomicInteger();
        QueryTimeout third = () -> looks.incrementAndGet() >= 3;
        MultiTermQuery none = new PatternQuery(IndexField.CALL_ID, Pattern.compile("nobody"));

        assertThatThrownBy(() -> search(searcher -> read(searcher, new TimedTerms(none, third), new ArrayList<>())))
                .isInstanceOf(TimeIsUp.class);

        assertThat(looks).hasValue(3);
    }

    @Test
    void areAskedForByTheSameQueryWhateverTimeThereIs() {
        assertThat(new TimedTerms(CALL_IDS, () -> true)).isEqualTo(new TimedTerms(CALL_IDS, () -> false))
                .hasSameHashCodeAs(new TimedTerms(CALL_IDS, () -> false))
                .isNotEqualTo(new TimedTerms(new PrefixQuery(new Term(IndexField.CALL_ID, "d")), () -> true));
    }
}
