package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.FoldedArchive;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days of several segments, which become one. */
final class MergedDaysTest {
    private static final String DAY = "2026-03-01";
    private static final int SEGMENTS = 4;
    /** What is written in this test was written before. */
    private static final Instant LATER = Instant.now().plusSeconds(3_600);

    @TempDir
    private Path root;
    private PartitionedIndex index;

    @BeforeEach
    void write() {
        index = PartitionedIndex.open(root);
        for (int i = 0; i < SEGMENTS; i++) {
            add(DAY, "a" + i, i);
            add("2026-03-02", "b" + i, 0);
            add(PartitionedIndex.UNDATED, "u" + i, 0);
            index.commit();
        }
        add("2026-03-03", "c", 0);
        index.commit();
        add("2026-02-28", "not committed", 0);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void add(String day, String id, long ns) {
        long start = day.equals(PartitionedIndex.UNDATED)
                ? ns
                : LocalDate.parse(day).toEpochDay() * 86_400_000_000_000L + ns;
        index.add(day, new DocumentBuilder().term(IndexField.ROW, IndexField.ROW_CALL).id(id, id).times(start, start)
                .stored(List.of("chunk"), new byte[0], "{}".getBytes(StandardCharsets.UTF_8)).build());
    }

    private List<String> found() {
        index.refresh();
        return new LuceneSearch(index, FoldedArchive.numbers()).search(new QueryNode.MatchAll(), Row.CALLS, null, 100)
                .hits().stream().map(EvidenceSearch.Hit::id).toList();
    }

    private int segments(String day) {
        return index.all().stream().filter(p -> p.name().equals(day)).findFirst().orElseThrow().segments();
    }

    @Test
    void areThoseOfSeveralSegmentsWhoseTimeIsOver() {
        assertThat(index.scattered(LATER)).containsExactly("2026-03-02", DAY, PartitionedIndex.UNDATED);
        assertThat(index.scattered(Instant.parse("2026-03-02T12:00:00Z"))).as("written since").isEmpty();
    }

    @Test
    void holdTheSameInTheSameOrderAndAreWrittenOn() {
        List<String> before = found();

        assertThat(index.merge(DAY, LATER, () -> false)).isTrue();

        assertThat(segments(DAY)).isEqualTo(1);
        assertThat(segments("2026-03-02")).isEqualTo(SEGMENTS);
        assertThat(found()).hasSize(3 * SEGMENTS + 2).isEqualTo(before);
        assertThat(index.merge(DAY, LATER, () -> false)).as("it is one").isFalse();
        add(DAY, "late", 9);
        index.commit();
        assertThat(found()).hasSize(3 * SEGMENTS + 3).contains("late");
    }

    @Test
    void areAsTheyWereWhenItIsGivenUp() {
        List<String> before = found();
        AtomicInteger asked = new AtomicInteger();

        boolean merged = index.merge(DAY, LATER, () -> asked.incrementAndGet() > 0);

        assertThat(merged).isEqualTo(asked.get() == 0);
        assertThat(found()).isEqualTo(before);
        assertThat(index.merge("2026-03-02", LATER, () -> false)).isTrue();
        add(DAY, "late", 9);
        index.commit();
        assertThat(found()).hasSize(3 * SEGMENTS + 3);
    }

    @Test
    void stayOpenForASearchThatHoldsThem() {
        Partition day = index.all().stream().filter(p -> p.name().equals(DAY)).findFirst().orElseThrow();

        int seen = day.search(searcher -> {
            index.merge(DAY, LATER, () -> false);
            return searcher.storedFields().document(SEGMENTS - 1).getFields().size() > 0
                    ? searcher.getIndexReader().leaves().size()
                    : 0;
        });

        assertThat(seen).as("what it saw before").isEqualTo(SEGMENTS);
        assertThat((int) day.search(searcher -> searcher.getIndexReader().leaves().size())).isEqualTo(1);
    }

    @Test
    void areSeenByAnotherProcessThatOpensThemLater() {
        index.merge(DAY, LATER, () -> false);

        try (PartitionedIndex reading = PartitionedIndex.open(root)) {
            assertThat(new LuceneSearch(reading, FoldedArchive.numbers()).count(new QueryNode.MatchAll(), Row.CALLS))
                    .isEqualTo(3L * SEGMENTS + 1);
        }
    }
}
