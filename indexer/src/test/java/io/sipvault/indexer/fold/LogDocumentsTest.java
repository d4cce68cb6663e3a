package io.sipvault.indexer.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.ingest.fragment.LogEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a log that has more of them than are gathered. */
class LogDocumentsTest {
    private static final long START_NS = 1_772_000_000_000_000_000L;
    private static final int LINES = 21_000;

    @TempDir
    private Path folder;

    @Test
    void showsEachLineOnceWhenTwoChunksOfARoundHaveIt() {
        List<LogEntry.Line> all = lines(LINES);
        try (FoldedArchive archive = new FoldedArchive(folder)) {
            archive.log("a", "pbx", all).log("b", "pbx", all.subList(LINES / 2, LINES)).fold("a", "b");

            List<StoredDocument> logs = logs(archive);
            assertThat(logs).hasSize(LINES);
            assertThat(ofText(logs, "line 1").sources()).containsExactly("a");
            assertThat(ofText(logs, "line " + (LINES - 1)).sources()).containsExactly("a", "b");
        }
    }

    @Test
    void tellsEqualLinesOfOneChunkApartThoughTheyAreWrittenApart() {
        List<LogEntry.Line> all = new ArrayList<>(lines(LINES));
        LogEntry.Line first = all.getFirst();
        all.add(new LogEntry.Line(first.timeNs(), all.size() * 100, first.text()));
        try (FoldedArchive archive = new FoldedArchive(folder)) {
            archive.log("a", "pbx", all).fold("a");

            assertThat(logs(archive)).hasSize(LINES + 1);
        }
    }

    @Test
    void writesLinesOfMoreDaysThanWritersMayBeOpen() {
        List<LogEntry.Line> all = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            all.add(new LogEntry.Line(START_NS - i % 60 * 86_400_000_000_000L - i, i * 100, "line " + i));
        }
        try (FoldedArchive archive = new FoldedArchive(folder)) {
            archive.log("a", "pbx", all).fold("a");

            assertThat(logs(archive)).hasSize(3_000);
        }
    }

    private static List<LogEntry.Line> lines(int count) {
        List<LogEntry.Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new LogEntry.Line(START_NS + i * 1_000L, i * 100, "line " + i));
        }
        return lines;
    }

    private static List<StoredDocument> logs(FoldedArchive archive) {
        return new IndexLookup(archive.index()).byTerm(IndexField.ROW, IndexField.ROW_LOG, Long.MIN_VALUE,
                Long.MAX_VALUE);
    }

    private static StoredDocument ofText(List<StoredDocument> logs, String text) {
        return logs.stream().filter(document -> document.display().contains('"' + text + '"')).findFirst()
                .orElseThrow();
    }
}
