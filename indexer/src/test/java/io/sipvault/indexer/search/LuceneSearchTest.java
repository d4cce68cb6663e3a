package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneSearchTest extends EvidenceSearchContract {
    @Override
    EvidenceSearch open(FoldedArchive archive) {
        return new LuceneSearch(archive.index(), FoldedArchive.numbers());
    }

    @Test
    void givesNothingForACursorBehindTheLastHitHoweverManyItSkips(@TempDir Path other) {
        try (FoldedArchive archive = SearchSamples.archive(other)) {
            Page page = open(archive).search(new QueryNode.MatchAll(), Row.CALLS, "0.zik0zj", 10);
            assertThat(page).isEqualTo(new Page(page.hits(), 4, null));
            assertThat(page.hits()).isEmpty();
        }
    }
}
