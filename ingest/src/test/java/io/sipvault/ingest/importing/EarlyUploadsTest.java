package io.sipvault.ingest.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.verify.ArchiveVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import into a store over a network: parts go there while the file is being read, and exist only when all of it was. */
final class EarlyUploadsTest {
    private static final int PARTS = 2;
    private static final byte[] LINE = "2026-11-21T03:20:42Z proxy[17]: INVITE sip:15558672044@example.net relayed\n"
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;
    private Path log = Path.of("");
    private final WatchedStore store = new WatchedStore();
    private final Archive archive = new Archive(store);
    private final List<List<String>> stagedAtUpload = new ArrayList<>();

    @BeforeEach
    void writeLargeLog() throws IOException {
        log = folder.resolve("proxy.log");
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        while (block.size() < 1 << 20) {
            block.write(LINE);
        }
        try (OutputStream out = Files.newOutputStream(log)) {
            for (int i = 0; i < 66; i++) {
                block.writeTo(out);
            }
        }
        store.onFile = key -> stagedAtUpload.add(staged());
    }

    private List<String> staged() {
        try (Stream<Path> files = Files.walk(folder.resolve("staging"))) {
            return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportReport importLog(String vantage, Executor uploads) {
        return new FileImporter(archive, ManifestSigner.loadOrCreate(folder.resolve("key")), folder.resolve("staging"),
                Runnable::run, "test", Clock.systemUTC()).uploadingBy(uploads).importFile(log, vantage);
    }

    private List<String> manifests() {
        return store.list("manifests/", null, 100).stream().map(o -> o.key()).toList();
    }

    @Test
    void signsAgainWhatAnImportLeftUnsignedThatDied() {
        importLog("import", Runnable::run);
        String signature = manifests().stream().filter(key -> key.endsWith(".sig")).toList().getLast();
        store.delete(signature);

        ImportReport again = importLog("import", Runnable::run);

        assertThat(again.known()).isFalse();
        assertThat(manifests()).contains(signature);
        assertThat(importLog("import", Runnable::run).known()).isTrue();
    }

    @Test
    void storesEachPartAsSoonAsItIsCompleteAndRemovesItsStagedFile() {
        ImportReport report = importLog("import", Runnable::run);

        assertThat(report.chunks()).hasSize(PARTS);
        assertThat(stagedAtUpload).containsExactly(List.of("slice-0"), List.of("slice-1"));
        assertThat(staged()).isEmpty();
    }

    @Test
    void givesTheFileBackThatManyThreadsStored() throws IOException {
        store.onFile = key -> {};
        ImportReport report = importLog("import", ForkJoinPool.commonPool());

        Path given = folder.resolve("given-back");
        try (OutputStream out = Files.newOutputStream(given)) {
            new ImportedFileReader(archive).copy(report.id(), out);
        }
        assertThat(Files.mismatch(log, given)).isEqualTo(-1);
    }

    @Test
    void registersNothingBeforeAllOfTheFileWasRead() {
        store.onFile = key -> assertThat(manifests()).isEmpty();
        importLog("import", Runnable::run);
        assertThat(manifests()).hasSize(2 * PARTS);
    }

    @Test
    void registersNothingWhenAPartCannotBeStored() {
        store.onFile = key -> {
            if (key.contains("/00000001-")) {
                throw new ForensicException(ErrorCode.STORE, "the network is down");
            }
        };

        assertThatExceptionOfType(ForensicException.class).isThrownBy(() -> importLog("import", Runnable::run))
                .withMessage("the network is down").satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE));

        assertThat(manifests()).isEmpty();
        assertThat(folder.resolve("staging")).isEmptyDirectory();
        store.onFile = key -> {};
        assertThat(importLog("import", Runnable::run).chunks()).hasSize(PARTS);
    }

    @Test
    void storesNothingAgainOfAnImportThatIsKnown() {
        importLog("import", Runnable::run);
        stagedAtUpload.clear();

        assertThat(importLog("import", Runnable::run).known()).isTrue();
        assertThat(stagedAtUpload).isEmpty();
    }

    @Test
    void readsALogAgainThatGrewMeanwhile() throws IOException {
        ImportReport report = importLog("import", upload -> {
            append();
            upload.run();
        });

        assertThat(report.chunks()).hasSize(PARTS);
        assertThat(report.id()).isEqualTo("import-" + FileHash.sha256(log).substring(0, 16));
        assertThat(manifests()).hasSize(2 * PARTS).allMatch(key -> key.startsWith("manifests/" + report.id() + "/"));
        Path given = folder.resolve("given-back");
        try (OutputStream out = Files.newOutputStream(given)) {
            new ImportedFileReader(archive).copy(report.id(), out);
        }
        assertThat(Files.mismatch(log, given)).isEqualTo(-1);
    }

    private void append() {
        try {
            Files.write(log, LINE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsOneVantageWhenAnotherFinishesWhatOneBegan() {
        store.onBytes = key -> {
            if (key.endsWith("/00000001.json")) {
                throw new ForensicException(ErrorCode.STORE, "the network is down");
            }
        };
        assertThatExceptionOfType(ForensicException.class).isThrownBy(() -> importLog("proxy-1", Runnable::run));
        store.onBytes = key -> {};

        ImportReport report = importLog("proxy-2", Runnable::run);

        assertThat(report.chunks()).extracting(this::vantage).containsExactly("proxy-1", "proxy-1");
        List<String> failures = new ArrayList<>();
        new ArchiveVerifier(archive).verify(failures::add);
        assertThat(failures).allMatch(line -> line.contains("has no fragment file")).hasSize(PARTS);
    }

    private String vantage(ChunkId id) {
        return archive.manifest(id).map(ChunkManifest::vantage).orElseThrow();
    }
}
