package io.sipvault.web.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exports leave on the disk. */
final class ExportsTest {
    @TempDir
    private Path root;

    @Test
    void removesWhatAKilledServerHadGathered() throws IOException {
        Path gathered = Files.createDirectories(root.resolve("exporting")).resolve("run-1");
        Files.write(gathered, new byte[1_000]);
        Path other = Files.writeString(root.resolve("server.json"), "{}");

        start();

        assertThat(gathered).doesNotExist();
        assertThat(other).exists();
    }

    private void start() {
        Archive archive = new Archive(new MemoryObjectStore());
        try (PartitionedIndex index = PartitionedIndex.open(root.resolve("index"))) {
            DialogReader reader = new DialogReader(archive.store(), new IndexLookup(index));
            EvidenceSearch search = new LuceneSearch(index, new NumberNormalizer("US"));
            assertThat(new Exports(archive, reader, search, new CallFinder(search, reader), new DataDirectory(root),
                    "sipvault test")).isNotNull();
        }
    }
}
