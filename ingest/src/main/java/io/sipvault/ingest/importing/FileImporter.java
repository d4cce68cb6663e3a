package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ExpiryMarks;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.pcap.CaptureInput;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.pcap.Compression;
import io.sipvault.ingest.pcap.ContentKind;
import io.sipvault.ingest.pcap.RawBytesObserver;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings capture and log files into the archive. The file is read once: while it is hashed, its slices are compressed into
 * the staging folder; only when all of it was read are they registered, so that a failure in between leaves nothing.
 */
public final class FileImporter {
    /** All imports without a name of their own are one vantage. */
    public static final String IMPORT_VANTAGE = "import";

    private static final int DIGEST_IN_ID = 16;
    /** Smaller files are one slice or two. */
    private static final long EARLY_BYTES = 16L << 20;

    private final Archive archive;
    private final ManifestSigner signer;
    private final Path staging;
    private final Executor executor;
    private final @Nullable Executor uploads;
    private final String tool;
    private final Clock clock;
    private final @Nullable RawBytesObserver observer;

    /**
     * @param staging
     *            a folder, best on the file system of the store, for slices that are not registered yet
     * @param executor
     *            compresses and hashes
     * @param tool
     *            name and version of this program, for the manifests
     */
    public FileImporter(Archive archive, ManifestSigner signer, Path staging, Executor executor, String tool,
            Clock clock) {
        this(archive, signer, staging, executor, null, tool, clock, null);
    }

    private FileImporter(Archive archive, ManifestSigner signer, Path staging, Executor executor,
            @Nullable Executor uploads, String tool, Clock clock, @Nullable RawBytesObserver observer) {
        this.archive = archive;
        this.signer = signer;
        this.staging = staging;
        this.executor = executor;
        this.uploads = uploads;
        this.tool = tool;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * The same for a store that is reached over a network: it stores data objects by these threads while it reads on. That
     * takes the name of the import, so the file is read once more before.
     */
    public FileImporter uploadingBy(Executor threads) {
        return new FileImporter(archive, signer, staging, executor, threads, tool, clock, observer);
    }

    /** The same, with an observer that sees the bytes of each file while it is read for the archive. */
    public FileImporter observedBy(RawBytesObserver each) {
        return new FileImporter(archive, signer, staging, executor, uploads, tool, clock, each);
    }

    /**
     * Imports one file.
     *
     * @param vantage
     *            whose observations these are
     * @throws ForensicException
     *             NOT_A_CAPTURE when the file is neither a capture nor a log; nothing was archived then
     */
    public ImportReport importFile(Path file, String vantage) {
        ImportReport report = importFile(file, vantage, true);
        return report == null ? Objects.requireNonNull(importFile(file, vantage, false)) : report;
    }

    /** @return null when the file changed after its early uploads were named: it is to be imported without them */
    private @Nullable ImportReport importFile(Path file, String vantage, boolean uploadEarly) {
        Path folder = stagingFolder();
        try (CaptureInput input = CaptureInput.open(file, observer);
                EarlyUploads early = uploadEarly ? earlyUploads(file) : null;
                SliceWriter writer = new SliceWriter(folder, executor, takerOf(early))) {
            boolean compressed = input.compression() != Compression.NONE;
            MessageDigest contentDigest = compressed ? Hash128.sha256() : null;
            SlidingWindow window = new SlidingWindow(input.stream(), contentDigest);
            String damage = slice(file, window, writer);
            if (window.failure() != null) {
                damage = String.valueOf(window.failure().getMessage());
            }
            HexFormat hex = HexFormat.of();
            String fileSha = hex.formatHex(input.sha256OfFile());
            if (early != null && !early.isOf(importId(fileSha))) {
                return null;
            }
            if (early != null) {
                early.finish();
            }
            String contentSha = contentDigest == null ? fileSha : hex.formatHex(contentDigest.digest());
            return register(new ImportedFile(file.getFileName().toString(), fileSha, input.fileBytes(),
                    input.compression().name().toLowerCase(Locale.ROOT), contentSha, window.bytesRead(), vantage),
                    writer.slices(), damage);
        } finally {
            removeFolder(folder);
        }
    }

    /**
     * None for a file that is in the archive, at least in part; for a small one, where they gain nothing; and for a pipe,
     * which can be read only once.
     */
    private @Nullable EarlyUploads earlyUploads(Path file) {
        if (uploads == null || archive.store().stagingDirectory().isPresent()
                || !FileHash.isAtLeast(file, EARLY_BYTES)) {
            return null;
        }
        String agent = importId(FileHash.sha256(file));
        return archive.idsOf(agent).isEmpty() ? new EarlyUploads(archive, agent, uploads) : null;
    }

    private static ObjIntConsumer<Slice> takerOf(@Nullable EarlyUploads early) {
        return early == null ? (slice, sequence) -> {} : early::begin;
    }

    private static String importId(String fileSha256) {
        return "import-" + fileSha256.substring(0, DIGEST_IN_ID);
    }

    private @Nullable String slice(Path file, SlidingWindow window, SliceWriter writer) {
        window.advance(0);
        ContentKind kind = ContentKind.of(window.buffer(), window.limit());
        switch (kind) {
            case PCAP, PCAPNG -> {
                return sliceCapture(file, kind, window, writer);
            }
            case TEXT -> {
                new LogSlicer(window, writer).run();
                return null;
            }
            case EMPTY -> throw notACapture(file, window, "it is empty");
            case UNKNOWN -> throw notACapture(file, window, "its first bytes (" + firstBytes(window)
                    + ") are neither pcap nor pcapng nor lines of text");
        }
        throw new IllegalStateException("not handled: " + kind);
    }

    private @Nullable String sliceCapture(Path file, ContentKind kind, SlidingWindow window, SliceWriter writer) {
        CaptureScanner scanner = CaptureScanner.detect(window.buffer(), 0, window.limit());
        if (scanner == null) {
            throw notACapture(file, window, "its header is cut off after " + window.limit() + " bytes");
        }
        ContentType content = kind == ContentKind.PCAP ? ContentType.PCAP : ContentType.PCAPNG;
        String damage = new CaptureSlicer(window, writer, scanner, content).run();
        if (damage != null && writer.slices().stream().allMatch(s -> s.content == ContentType.DAMAGED)) {
            throw notACapture(file, window, damage);
        }
        return damage;
    }

    private static ForensicException notACapture(Path file, SlidingWindow window, String why) {
        Throwable failure = window.failure();
        String reason = failure == null
                ? why + ". Captures (pcap, pcapng) and log files are read, also compressed by gzip, zstd or xz"
                : String.valueOf(failure.getMessage());
        return new ForensicException(ErrorCode.NOT_A_CAPTURE, "importing " + file + ": " + reason, failure);
    }

    private static String firstBytes(SlidingWindow window) {
        return HexFormat.ofDelimiter(" ").formatHex(window.buffer(), 0, Math.min(8, window.limit()));
    }

    private ImportReport register(ImportedFile file, List<Slice> slices, @Nullable String damage) {
        String agent = importId(file.fileSha256());
        List<ChunkId> present = archive.idsOf(agent);
        ExpiryMark expired = expiryOf(present);
        ImportRegistrar registrar = new ImportRegistrar(archive, signer, tool, clock);
        boolean known = !present.isEmpty() && (present.size() == slices.size() || expired != null);
        List<ChunkId> chunks = known ? present : registrar.register(agent, file, slices);
        long packets = slices.stream().mapToLong(Slice::packets).sum();
        return new ImportReport(agent, known, chunks, packets, file.contentBytes(), expired, damage);
    }

    /** Of an import that expired nothing is stored again: its keys are taken, and what was marked would be deleted again. */
    private @Nullable ExpiryMark expiryOf(List<ChunkId> present) {
        ExpiryMarks marks = new ExpiryMarks(archive);
        return present.stream().flatMap(id -> marks.find(id, Subject.PACKETS).stream()).findFirst().orElse(null);
    }

    private Path stagingFolder() {
        try {
            Files.createDirectories(staging);
            return Files.createTempDirectory(staging, "import-");
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "making a staging folder in " + staging + " failed: "
                    + e.getMessage(), e);
        }
    }

    private static void removeFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing the staging folder " + folder + " failed: "
                    + e.getMessage(), e);
        }
    }
}
