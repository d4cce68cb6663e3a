package io.sipvault.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExpiredDaysTest {
    private static final LocalDate KEPT = LocalDate.of(2026, 3, 2);
    private static final long DAY_NS = 86_400_000_000_000L;

    @TempDir
    private Path root;

    private static long ns(String day) {
        return LocalDate.parse(day).toEpochDay() * DAY_NS;
    }

    private static Document document(String id, long startNs) {
        return new DocumentBuilder().term(IndexField.ROW, IndexField.ROW_DIALOG).id(id, id).times(startNs, startNs)
                .stored(List.of("chunk"), new byte[0], "{}".getBytes(StandardCharsets.UTF_8)).build();
    }

    private static void fill(PartitionedIndex index) {
        index.add("2026-02-28", document("a", ns("2026-02-28")));
        index.add("2026-03-01", document("b", ns("2026-03-01")));
        index.add("2026-03-02", document("c", ns("2026-03-02")));
        index.add(PartitionedIndex.UNDATED, document("u", 0));
        index.commit();
        index.refresh();
    }

    private static int documents(PartitionedIndex index) {
        return index.all().stream().mapToInt(p -> p.search(searcher -> searcher.getIndexReader().numDocs())).sum();
    }

    @Test
    void removesWholeFoldersAndKeepsTheUndatedOne() {
        try (PartitionedIndex index = PartitionedIndex.open(root)) {
            fill(index);
            index.keepFrom(KEPT);

            assertThat(index.dropExpired()).extracting(d -> d.day().toString()).containsExactly("2026-02-28",
                    "2026-03-01");

            assertThat(documents(index)).isEqualTo(2);
            assertThat(root).isDirectoryContaining("glob:**/2026-03-02").isDirectoryContaining("glob:**/undated");
            assertThat(root.resolve("2026-02-28")).doesNotExist();
            assertThat(index.dropExpired()).isEmpty();
        }
    }

    @Test
    void writesNothingIntoAnExpiredDay() {
        try (PartitionedIndex index = PartitionedIndex.open(root)) {
            index.keepFrom(KEPT);
            index.add("2026-03-01", document("b", ns("2026-03-01")));
            index.update("2026-03-01", new Term(IndexField.ID, "b"), document("b", ns("2026-03-01")));
            index.add("2026-03-02", document("c", ns("2026-03-02")));
            index.commit();

            assertThat(index.leftOut()).isEqualTo(2);
            assertThat(documents(index)).isEqualTo(1);
            assertThat(root.resolve("2026-03-01")).doesNotExist();
        }
    }

    @Test
    void letsASearchFinishThatHoldsADayWhichIsDropped() {
        try (PartitionedIndex index = PartitionedIndex.open(root)) {
            fill(index);
            index.keepFrom(KEPT);
            List<Partition> held = index.all();
            Partition first = held.getLast().name().equals(PartitionedIndex.UNDATED)
                    ? held.get(held.size() - 2)
                    : held.getLast();

            int seen = first.search(searcher -> {
                index.dropExpired();
                return searcher.getIndexReader().numDocs();
            });

            assertThat(seen).as("what it saw before").isEqualTo(1);
            assertThat(held.stream().mapToInt(p -> p.search(s -> s.getIndexReader().numDocs())).sum())
                    .as("what is left of the partitions it holds").isEqualTo(2);
        }
    }

    @Test
    void findsNothingInADayThatAnotherProcessDropped() {
        try (PartitionedIndex writing = PartitionedIndex.open(root)) {
            fill(writing);
            try (PartitionedIndex reading = PartitionedIndex.open(root)) {
                writing.keepFrom(KEPT);
                writing.dropExpired();

                assertThat(documents(reading)).isEqualTo(2);
            }
        }
    }

    @Test
    void removesWhatACrashLeftOfADayAndReadsNoneOfIt() throws IOException {
        try (PartitionedIndex index = PartitionedIndex.open(root)) {
            fill(index);
        }
        Files.move(root.resolve("2026-02-28"), root.resolve(".dropped-2026-02-28"));
        try (PartitionedIndex index = PartitionedIndex.open(root)) {
            assertThat(documents(index)).isEqualTo(3);
            index.keepFrom(KEPT);

            assertThat(index.dropExpired()).hasSize(2);

            assertThat(root.resolve(".dropped-2026-02-28")).doesNotExist();
            assertThat(documents(index)).isEqualTo(2);
        }
    }
}
