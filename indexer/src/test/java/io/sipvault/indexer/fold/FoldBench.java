package io.sipvault.indexer.fold;

import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryNode;
import io.sipvault.indexer.search.EvidenceSearch.Hit;
import io.sipvault.indexer.search.EvidenceSearch.Page;
import io.sipvault.indexer.search.EvidenceSearch.Row;
import io.sipvault.indexer.search.IndexLookup;
import io.sipvault.indexer.search.LuceneSearch;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.importing.FileImporter;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** An archive with its index, as the index job drives it, in memory and a folder. */
final class FoldBench implements AutoCloseable {
    private static final Executor HERE = Runnable::run;
    private static final NumberNormalizer NUMBERS = new NumberNormalizer("US");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Archive archive = new Archive(store);
    private final FileImporter importer;
    private final Path root;
    private final List<String> chunks = new ArrayList<>();
    private final Map<String, Long> nowByVantage = new HashMap<>();
    private int generation;
    private PartitionedIndex index;
    private Folder folder;

    FoldBench(Path root) {
        this.root = root;
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);
        importer = new FileImporter(archive, ManifestSigner.loadOrCreate(root.resolve("key")), root.resolve("staging"),
                HERE, "test", clock);
        index = PartitionedIndex.open(indexFolder());
        folder = new Folder(store, index, NUMBERS, HERE);
    }

    private Path indexFolder() {
        return root.resolve("index-" + generation);
    }

    /** Archives and decodes a file. @return its chunks */
    List<String> add(String name, byte[] bytes, String vantage) {
        try {
            Path file = Files.createDirectories(root.resolve("files")).resolve(name);
            Files.write(file, bytes);
            List<String> added = new ArrayList<>();
            for (ChunkId id : importer.importFile(file, vantage).chunks()) {
                decode(id);
                added.add(id.toString());
            }
            chunks.addAll(added);
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decode(ChunkId id) {
        ChunkManifest manifest = archive.manifest(id).orElseThrow();
        String key = ChunkDecoder.fragmentKey(id.toString());
        store.putIfAbsent(key, ChunkDecoder.decode(manifest, archive.reader(manifest)));
        FragmentHeader header = FragmentReader.open(store, key).header();
        if (header.lastNs() >= header.firstNs()) {
            nowByVantage.merge(header.vantage(), header.lastNs(), Math::max);
        }
    }

    void fold(List<String> some) {
        folder.fold(some, Map.copyOf(nowByVantage));
    }

    /** What a run ends with. */
    void foldDue() {
        folder.foldDue(Map.copyOf(nowByVantage));
    }

    void commit() {
        index.commit();
    }

    /** One that goes on while more is folded, as that of a server does. */
    DialogReader reader() {
        return new DialogReader(store, new IndexLookup(index));
    }

    LuceneSearch search() {
        return new LuceneSearch(index, NUMBERS);
    }

    void reopen() {
        index.close();
        index = PartitionedIndex.open(indexFolder());
        folder = new Folder(store, index, NUMBERS, HERE);
    }

    /** Into a new index, all at once. */
    void rebuild() {
        index.close();
        generation++;
        index = PartitionedIndex.open(indexFolder());
        folder = new Folder(store, index, NUMBERS, HERE);
        fold(chunks.stream().distinct().toList());
        foldDue();
        commit();
    }

    /** SIP messages as an import of all chunks counts them. */
    long sipMessages() {
        index.refresh();
        long whole = chunks.stream().mapToLong(
                chunk -> FragmentReader.open(store, ChunkDecoder.fragmentKey(chunk)).header().sipMessages()).sum();
        return whole + new JoinedMessages(store, new IndexLookup(index)).count(chunks);
    }

    List<String> chunks() {
        return chunks;
    }

    /** Everything that is shown, by row and id. A second document of one id shows as a key of its own. */
    SortedMap<String, String> dump() {
        index.refresh();
        SortedMap<String, String> all = new TreeMap<>();
        LuceneSearch search = new LuceneSearch(index, NUMBERS);
        for (Row row : Row.values()) {
            String cursor = null;
            do {
                Page page = search.search(new QueryNode.MatchAll(), row, cursor, 1000);
                for (Hit hit : page.hits()) {
                    String key = row + " " + hit.id();
                    while (all.putIfAbsent(key, hit.display()) != null) {
                        key += " again";
                    }
                }
                cursor = page.cursor();
            } while (cursor != null);
        }
        return all;
    }

    @Override
    public void close() {
        index.close();
    }
}
