package io.sipvault.benchmarks.micro;

import io.sipvault.indexer.fold.Folder;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.fragment.FragmentReader;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Signalling from its fragment file in memory into an index of its own, committed: time of one core for a dialog. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 10)
@Fork(value = 1, jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC"})
public class FoldBenchmark {
    private static final int DIALOGS = 10_000;
    private static final String VANTAGE = "import";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final NumberNormalizer numbers = new NumberNormalizer("US");
    private final List<String> chunks = new ArrayList<>();
    private Map<String, Long> nowByVantage = Map.of();
    private Path root = Path.of("");

    @Setup
    public void decode() throws IOException {
        root = Files.createTempDirectory("sipvault-fold");
        Path capture = root.resolve("capture.pcap");
        Files.write(capture, Captured.bytes(TrafficProfile.sipOnly(Captured.SEED).withDialogs(DIALOGS)));
        Archive archive = new Archive(store);
        FileImporter importer = new FileImporter(archive, ManifestSigner.loadOrCreate(root.resolve("key")),
                root.resolve("staging"), Runnable::run, "benchmark", Clock.systemUTC());
        long last = 0;
        for (ChunkId id : importer.importFile(capture, VANTAGE).chunks()) {
            ChunkManifest manifest = archive.manifest(id).orElseThrow();
            String key = ChunkDecoder.fragmentKey(id.toString());
            store.putIfAbsent(key, ChunkDecoder.decode(manifest, archive.reader(manifest)));
            last = Math.max(last, FragmentReader.open(store, key).header().lastNs());
            chunks.add(id.toString());
        }
        nowByVantage = Map.of(VANTAGE, last);
    }

    @Benchmark
    @OperationsPerInvocation(DIALOGS)
    public void fold() {
        try (PartitionedIndex index = PartitionedIndex.open(root.resolve("index"))) {
            new Folder(store, index, numbers, Runnable::run).fold(chunks, nowByVantage);
            index.commit();
        }
    }

    @TearDown(Level.Invocation)
    public void removeIndex() throws IOException {
        remove(root.resolve("index"));
    }

    @TearDown(Level.Trial)
    public void removeAll() throws IOException {
        remove(root);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
