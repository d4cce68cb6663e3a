package io.sipvault.agent.roll;

import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Losses;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolName;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chunks that are ready and not in the archive yet. Of each there is the data file, the manifest as it will be stored, its
 * signature, and a note of what it was made of. The manifest is written last: with it the chunk exists, and the spool file
 * that it was made of goes. One process at a time; safe for use by its threads.
 */
public final class Outbox {
    private static final String DATA = ".data";
    private static final String MANIFEST = ".json";
    private static final String SIGNATURE = ".sig";
    private static final String NOTE = ".note";
    private static final String TRIED = ".tried";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Chain chain;

    /**
     * What a chunk was made of.
     *
     * @param spoolFile
     *            name of the file that goes with it; empty of a chunk that tells losses alone
     * @param lossNumber
     *            by which the ledger knows the losses that the manifest tells
     */
    private record Note(String spoolFile, long lossNumber, Losses losses) {}

    /**
     * A chunk that waits to be uploaded.
     *
     * @param tried
     *            whether an attempt to store its manifest was made before: what stands in its place may be of that attempt
     */
    public record Ready(ChunkManifest manifest, byte[] encoded, byte[] signature, Path data, boolean tried) {}

    public Outbox(Path folder) {
        this.folder = folder;
        this.chain = new Chain(folder);
    }

    /** Finishes what an earlier process was at when it ended. */
    public void recover(SpoolFolder spool, LossLedger ledger) {
        chain.load();
        List<Path> inOrderOfTelling = manifests().stream()
                .sorted(Comparator.comparingLong((Path manifest) -> note(manifest).lossNumber)).toList();
        for (Path manifest : inOrderOfTelling) {
            Note note = note(manifest);
            if (!note.spoolFile.isEmpty()) {
                spool.remove(spool.file(note.spoolFile));
            }
            Ready ready = read(manifest);
            ledger.told(note.lossNumber, ready.manifest.kind(), note.losses);
            chain.extend(ready.manifest, ready.encoded);
        }
        removeUnfinished();
    }

    private void removeUnfinished() {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            boolean whole = dot < 0 || Chain.isFile(name)
                    || Files.exists(file.resolveSibling(name.substring(0, dot) + MANIFEST));
            if (!whole) {
                delete(file);
            }
        }
    }

    /** The newest manifest of a kind; empty when there was none. */
    public synchronized Optional<ChainLink> last(ChunkKind kind) {
        return chain.last(kind);
    }

    /** Highest number of a spool file that a chunk here was made of; 0 without one. */
    public long highestSpoolNumber() {
        return manifests().stream().map(this::note).flatMap(note -> SpoolName.of(Path.of(note.spoolFile)).stream())
                .mapToLong(SpoolName::number).max().orElse(0);
    }

    Path folder() {
        return folder;
    }

    /** How many chunks wait. */
    public int size() {
        return manifests().size();
    }

    /** How many chunks of a kind wait. */
    public int size(ChunkKind kind) {
        return (int) manifests().stream().filter(manifest -> kind(manifest) == kind).count();
    }

    /** What the chunks of a kind that wait take on disk. */
    public long bytes(ChunkKind kind) {
        return manifests().stream().filter(manifest -> kind(manifest) == kind)
                .mapToLong(manifest -> sibling(manifest, DATA).toFile().length()).sum();
    }

    /** When the oldest chunk that waits was packed; empty when none waits. */
    public Optional<Instant> oldest() {
        return manifests().stream().map(manifest -> manifest.toFile().lastModified()).filter(ms -> ms > 0)
                .min(Comparator.naturalOrder()).map(Instant::ofEpochMilli);
    }

    /** Where the data file of a chunk is to be written. */
    Path newDataFile(ChunkKind kind, int sequence) throws IOException {
        Path file = folder.resolve(stem(kind, sequence) + DATA);
        Files.deleteIfExists(file);
        return file;
    }

    /** Takes a chunk whose data file is durable. When this returns, it is there whatever happens. */
    synchronized void put(ChunkManifest manifest, String spoolFile, long lossNumber, Losses losses,
            ManifestSigner signer) throws IOException {
        String stem = stem(manifest.kind(), manifest.sequence());
        byte[] encoded = ManifestCodec.encode(manifest);
        DurableFile.write(folder.resolve(stem + NOTE),
                JSON.writeValueAsBytes(new Note(spoolFile, lossNumber, losses)));
        DurableFile.write(folder.resolve(stem + SIGNATURE), signer.sign(encoded));
        try {
            DurableFile.write(folder.resolve(stem + MANIFEST), encoded);
        } catch (IOException e) {
            // it may be there although making it durable failed: then it counts, or its packets would be packed again
            if (!Files.exists(folder.resolve(stem + MANIFEST))) {
                throw e;
            }
        }
        chain.extend(manifest, encoded);
    }

    /** The oldest chunk of each kind, those of signalling first. */
    public List<Ready> next() {
        Map<ChunkKind, Path> oldest = new EnumMap<>(ChunkKind.class);
        manifests().forEach(file -> oldest.putIfAbsent(kind(file), file));
        return oldest.values().stream().map(this::read).toList();
    }

    private static ChunkKind kind(Path manifest) {
        String name = manifest.getFileName().toString();
        return ChunkKind.ofWord(name.substring(0, name.indexOf('-')));
    }

    /** Notes that the manifest of a chunk is about to be stored. */
    public void trying(ChunkManifest manifest) {
        Path mark = folder.resolve(stem(manifest.kind(), manifest.sequence()) + TRIED);
        try {
            DurableFile.write(mark, new byte[0]);
        } catch (IOException e) {
            throw SpoolFailure.of("writing", mark, e);
        }
    }

    /** Removes a chunk that is in the archive. */
    public synchronized void remove(ChunkManifest manifest, byte[] encoded) {
        String stem = stem(manifest.kind(), manifest.sequence());
        chain.leaving(manifest, encoded);
        delete(folder.resolve(stem + MANIFEST));
        for (String ending : List.of(DATA, SIGNATURE, NOTE, TRIED)) {
            delete(folder.resolve(stem + ending));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw SpoolFailure.of("removing", file, e);
        }
    }

    private Ready read(Path manifest) {
        try {
            byte[] encoded = Files.readAllBytes(manifest);
            return new Ready(ManifestCodec.decode(manifest.toString(), encoded), encoded,
                    Files.readAllBytes(sibling(manifest, SIGNATURE)), sibling(manifest, DATA),
                    Files.exists(sibling(manifest, TRIED)));
        } catch (IOException e) {
            throw SpoolFailure.of("reading", manifest, e);
        }
    }

    private Note note(Path manifest) {
        try {
            return JSON.readValue(Files.readAllBytes(sibling(manifest, NOTE)), Note.class);
        } catch (IOException e) {
            throw SpoolFailure.of("reading", sibling(manifest, NOTE), e);
        }
    }

    private static Path sibling(Path manifest, String ending) {
        String name = manifest.getFileName().toString();
        return manifest.resolveSibling(name.substring(0, name.length() - MANIFEST.length()) + ending);
    }

    /** Manifests by kind and sequence. */
    private List<Path> manifests() {
        return files().stream().filter(file -> file.toString().endsWith(MANIFEST)).toList();
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing((Path file) -> file.getFileName().toString())).toList();
        } catch (IOException e) {
            throw SpoolFailure.of("listing the outbox", folder, e);
        }
    }

    private static String stem(ChunkKind kind, int sequence) {
        return String.format(Locale.ROOT, "%s-%08d", kind.word(), sequence);
    }
}
