package io.sipvault.indexer.sample;

import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.query.QueryParser;
import io.sipvault.indexer.search.EvidenceSearch;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All of sample-data, imported, decoded and folded as the jobs do it; made once for all tests. */
final class SampleIndex {
    static final Path FOLDER = Path.of("..", "sample-data");
    /** Later than every capture, as logs without a year are read by it. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

    private final Map<String, String> scenarioOfImport = new HashMap<>();
    private final LuceneSearch search;

    private SampleIndex() throws IOException {
        Path folder = Files.createTempDirectory("sample-index");
        Archive archive = new Archive(new MemoryObjectStore(CLOCK));
        NumberNormalizer numbers = new NumberNormalizer("US");
        PartitionedIndex index = PartitionedIndex.open(folder.resolve("index"));
        new Folder(archive.store(), index, numbers, Runnable::run).fold(importAll(archive, folder), now(archive));
        index.commit();
        search = new LuceneSearch(index, numbers);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(folder)));
    }

    /** The one index of this run. */
    static SampleIndex get() {
        return Holder.INSTANCE;
    }

    private static final class Holder {
        static final SampleIndex INSTANCE = make();

        private static SampleIndex make() {
            try {
                return new SampleIndex();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<String> importAll(Archive archive, Path folder) throws IOException {
        FileImporter importer = new FileImporter(archive, ManifestSigner.loadOrCreate(folder.resolve("key")), folder,
                Runnable::run, "test", CLOCK);
        List<String> chunks = new ArrayList<>();
        for (String kind : List.of("captures", "logs")) {
            for (Path file : files(FOLDER.resolve(kind))) {
                ImportReport report = importer.importFile(file, FileImporter.IMPORT_VANTAGE);
                String name = file.getFileName().toString();
                scenarioOfImport.put(report.id(), name.substring(0, name.indexOf('.')));
                report.chunks().forEach(id -> chunks.add(decode(archive, id)));
            }
        }
        return chunks;
    }

    private static String decode(Archive archive, ChunkId id) {
        ChunkManifest manifest = archive.manifest(id).orElseThrow();
        archive.store().putIfAbsent(ChunkDecoder.fragmentKey(id.toString()),
                ChunkDecoder.decode(manifest, archive.reader(manifest)));
        return id.toString();
    }

    private static Map<String, Long> now(Archive archive) {
        List<Long> last = new ArrayList<>();
        archive.forEachId(id -> last.add(FragmentReader
                .open(archive.store(), ChunkDecoder.fragmentKey(id.toString())).header().lastNs()));
        return Map.of(FileImporter.IMPORT_VANTAGE, last.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EvidenceSearch search() {
        return search;
    }

    List<Hit> all(Row row) {
        return search.search(new QueryNode.MatchAll(), row, null, 1000).hits();
    }

    List<Hit> logLines() {
        return search.logLines(new QueryNode.MatchAll(), 0, Long.MAX_VALUE, 10_000);
    }

    /** Which scenarios a query finds. */
    Set<String> scenarios(String query, Row row) {
        Set<String> scenarios = new TreeSet<>();
        QueryNode parsed = QueryParser.parse(query, ZoneOffset.UTC, CLOCK);
        search.search(parsed, row, null, 1000).hits().forEach(hit -> scenarios.add(scenario(hit)));
        return scenarios;
    }

    /** The scenario whose files a document was folded from. */
    String scenario(Hit hit) {
        String chunk = hit.sources().getFirst();
        return scenarioOfImport.entrySet().stream().filter(entry -> chunk.startsWith(entry.getKey() + "."))
                .map(Map.Entry::getValue).findFirst()
                .orElseThrow(() -> new AssertionError("no import has the chunk " + chunk));
    }
}
