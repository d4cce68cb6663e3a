package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneSearchTest extends EvidenceSearchContract {
    @Override
    EvidenceSearch open(FoldedArchive archive) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log:e*                                  | 0 | true
            log:e* before:2026-03-01T13:00          | 1 | false
            log:overload                            | 0 | false
            has:logs                                | 2 | false
            """)
    void saysWhenMoreLinesMatchThanAreRead(String query, int calls, boolean partial, @TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            LuceneSearch search = new LuceneSearch(archive.index(), FoldedArchive.numbers(), 1);
            Page page = search.search(QueryParser.parse(query, ZoneOffset.UTC, Clock.systemUTC()), Row.CALLS, null, 10);
            assertThat(page.total()).isEqualTo(calls);
            assertThat(page.partial()).isEqualTo(partial);
        }
    }

    @Test
    void givesNothingForACursorBehindTheLastHitHoweverManyItSkips(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            Page page = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, "0.zik0zj", 10);
            assertThat(page).isEqualTo(new Page(page.hits(), 4, null, false));
            assertThat(page.hits()).isEmpty();
        }
    }
}
