package io.sipvault.web.ladder;

import io.sipvault.indexer.fold.DialogReader;
import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the ladder of a scenario of sample-data, imported, decoded and folded as the jobs do it. */
final class SampleCall {
    private static final Path SAMPLES = Path.of("..", "sample-data");
    /** Later than every capture, as logs without a year are read by it. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

    private SampleCall() {}

    static Ladder ladder(String scenario, Path folder) throws IOException {
        Archive archive = new Archive(new MemoryObjectStore(CLOCK));
        NumberNormalizer numbers = new NumberNormalizer("US");
        try (PartitionedIndex index = PartitionedIndex.open(folder.resolve("index"))) {
            List<String> chunks = importAll(scenario, archive, folder);
            new Folder(archive.store(), index, numbers, Runnable::run).fold(chunks,
                    Map.of(FileImporter.IMPORT_VANTAGE, CLOCK.millis() * 1_000_000));
            index.commit();
            index.refresh();
            LuceneSearch search = new LuceneSearch(index, numbers);
            return new LadderReader(new DialogReader(archive.store(), new IndexLookup(index)), search).read(
                    search.search(new QueryNode.MatchAll(), Row.DIALOGS, null, 10).hits().reversed(), true);
        }
    }

    private static List<String> importAll(String scenario, Archive archive, Path folder) throws IOException {
        FileImporter importer = new FileImporter(archive, ManifestSigner.loadOrCreate(folder.resolve("key")), folder,
                Runnable::run, "test", CLOCK);
        List<String> chunks = new ArrayList<>();
        for (Path file : files(scenario)) {
            importer.importFile(file, FileImporter.IMPORT_VANTAGE).chunks()
                    .forEach(id -> chunks.add(decode(archive, id)));
        }
        return chunks;
    }

    private static String decode(Archive archive, ChunkId id) {
        ChunkManifest manifest = archive.manifest(id).orElseThrow();
        archive.store().putIfAbsent(ChunkDecoder.fragmentKey(id.toString()),
                ChunkDecoder.decode(manifest, archive.reader(manifest)));
        return id.toString();
    }

    private static List<Path> files(String scenario) throws IOException {
        try (Stream<Path> captures = Files.list(SAMPLES.resolve("captures"));
                Stream<Path> logs = Files.list(SAMPLES.resolve("logs"))) {
            return Stream.concat(captures, logs).filter(f -> f.getFileName().toString().startsWith(scenario + "."))
                    .sorted().toList();
        }
    }
}
