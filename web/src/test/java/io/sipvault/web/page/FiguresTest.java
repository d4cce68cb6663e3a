package io.sipvault.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.search.EvidenceSearch.Page;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1      | false | 1 call
            133333 | false | 133,333 calls
            133333 | true  | more than 100,000 calls
            7      | true  | 7 calls
            """)
    void sayHowManyThereAreAtLeastWhereNotAllWereCounted(long total, boolean lowerBound, String words) {
        assertThat(Figures.total(new Page(List.of(), total, lowerBound, null, false), "call")).isEqualTo(words);
    }
}
