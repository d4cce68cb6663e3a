package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HitWalkTest {
    private static final Query CALLS = new TermQuery(new Term(IndexField.ROW, IndexField.ROW_CALL));
    private static final int STEP = 3;

    @TempDir
    private static Path folder;
    private static FoldedArchive crowd;
    private static List<Hit> all;

    @BeforeAll
    static void fold() {
        crowd = SearchSamples.crowd(folder, 1, 20);
        all = new LuceneSearch(crowd.index(), FoldedArchive.numbers())
                .search(new QueryNode.MatchAll(), Row.CALLS, null, 20).hits();
    }

    @AfterAll
    static void close() {
        crowd.close();
    }

    /** Remembers how many matches it held at once. */
    private static final class Watched extends IndexSearcher {
        private int most;

        Watched(IndexReader reader) {
            super(reader);
        }

        @Override
        public <C extends Collector, T> T search(Query query, CollectorManager<C, T> manager) throws IOException {
            T found = super.search(query, manager);
            most = Math.max(most, found instanceof TopDocs docs ? docs.scoreDocs.length : Integer.MAX_VALUE);
            return found;
        }
    }

    private static int walk(int most, int toSkip, LongPredicate skips, List<Hit> into) {
        return crowd.index().all().getFirst().search(shared -> {
            Watched searcher = new Watched(shared.getIndexReader());
            new HitWalk(searcher, CALLS, Order.NEWEST_FIRST, STEP).take(most, toSkip, skips, into);
            return searcher.most;
        });
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0,3", "0,7", "1,1", "2,1", "3,3", "4,2", "11,5", "18,2", "19,1", "19,5", "20,1", "900,1"})
    void takesWhatIsBehindThatWhichItSkipsAndHoldsAStepAtOnce(int toSkip, int most) {
        List<Hit> hits = new ArrayList<>();

        int held = walk(most, toSkip, new PageCursor.Passed().next(toSkip), hits);

        int from = Math.min(toSkip, all.size());
        assertThat(hits).isEqualTo(all.subList(from, Math.min(from + most, all.size())));
        assertThat(held).isPositive().isLessThanOrEqualTo(Math.max(STEP, most));
    }

    @Test
    void addsToWhatIsThere() {
        List<Hit> hits = new ArrayList<>(all.subList(0, 4));

        walk(5, 4, new PageCursor.Passed().next(4), hits);

        assertThat(hits).isEqualTo(all.subList(0, 9));
    }
}
