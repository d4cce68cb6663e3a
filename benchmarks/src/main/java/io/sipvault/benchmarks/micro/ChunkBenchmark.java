package io.sipvault.benchmarks.micro;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.importing.FileImporter;
import io.sipvault.ingest.importing.ImportReport;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One chunk of 64 MiB on one thread: the walk over its records, and decoding it from the archive to its fragment file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ChunkBenchmark {
    @Param({"rtp-heavy", "sip-only"})
    @SuppressWarnings("NullAway.Init")
    private String traffic;

    private final Archive archive = new Archive(new MemoryObjectStore());
    private byte[] content = {};
    private @Nullable ChunkManifest manifest;

    /** The capture is a little more than a chunk, so that the first chunk is a full one. */
    @Setup
    public void archive() throws IOException {
        TrafficProfile profile = traffic.equals("rtp-heavy")
                ? TrafficProfile.rtpHeavy(Captured.SEED).withDialogs(120)
                : TrafficProfile.sipOnly(Captured.SEED).withDialogs(40_000);
        content = Captured.bytes(profile);
        Path folder = Files.createTempDirectory("sipvault-benchmark-");
        Path file = Files.write(folder.resolve("capture.pcap"), content);
        ManifestSigner signer = ManifestSigner.loadOrCreate(folder.resolve("key"));
        ImportReport report = new FileImporter(archive, signer, folder.resolve("staging"), Runnable::run, "benchmark",
                Clock.systemUTC()).importFile(file, FileImporter.IMPORT_VANTAGE);
        manifest = archive.manifest(report.chunks().getFirst()).orElseThrow();
        content = Arrays.copyOf(content, (int) Math.min(content.length, manifest.bytes()));
        remove(folder);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    public long walk() {
        CaptureScanner scanner = Captured.scanner(content);
        long captured = 0;
        for (int at = 0, read = 1; read > 0; at += read) {
            read = scanner.next(content, at, content.length);
            if (read > 0 && scanner.isPacket()) {
                captured += scanner.capturedLength();
            }
        }
        return captured;
    }

    @Benchmark
    public byte[] decode() {
        ChunkManifest known = Objects.requireNonNull(manifest, "archived before");
        return ChunkDecoder.decode(known, archive.reader(known));
    }
}
