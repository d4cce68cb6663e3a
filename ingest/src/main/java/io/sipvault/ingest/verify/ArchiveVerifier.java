package io.sipvault.ingest.verify;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.chunk.ExpiryMark.Subject;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.chunk.format.ChunkFrame;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.decode.ChunkDecoder;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Proves an archive: objects, frames, signatures, chains, completeness of imports, and that all was decoded. What is missing
 * must have a signed mark that says by which policy it expired.
 */
public final class ArchiveVerifier {
    private static final int BUFFER = 1 << 20;

    private final Archive archive;
    private final ObjectStore store;
    private final List<byte[]> publicKeys = new ArrayList<>();
    private long chunks;
    private long bytes;
    private long failures;
    private long expired;
    private long deleted;
    private Consumer<String> report = line -> {};
    private @Nullable ChunkManifest before;
    private @Nullable String beforeSha256;

    public ArchiveVerifier(Archive archive) {
        this.archive = archive;
        this.store = archive.store();
    }

    /**
     * What was proven, and how much did not hold.
     *
     * @param expired
     *            chunks whose packets expired by a policy
     * @param deleted
     *            those of them whose data object is deleted already
     */
    public record Result(long chunks, long bytes, long failures, long expired, long deleted) {}

    /**
     * Verifies all.
     *
     * @param line
     *            takes a line for everything that does not hold
     */
    public Result verify(Consumer<String> line) {
        return verify(line, proven -> {});
    }

    /**
     * Verifies all.
     *
     * @param line
     *            takes a line for everything that does not hold
     * @param progress
     *            is told before each chunk how many were verified; what it throws ends all
     */
    public Result verify(Consumer<String> line, LongConsumer progress) {
        report = line;
        for (StoredObject key : store.list("keys/", null, 1000)) {
            publicKeys.add(store.read(key.key()));
        }
        archive.forEachId(id -> {
            progress.accept(chunks);
            chunk(id);
        });
        endOfChain();
        return new Result(chunks, bytes, failures, expired, deleted);
    }

    private void chunk(ChunkId id) {
        chunks++;
        try {
            String key = id.manifestKey();
            byte[] encoded = store.read(key);
            ChunkManifest manifest = ManifestCodec.decode(key, encoded);
            chain(id, manifest);
            signature(id, key, encoded);
            packets(id, manifest, ManifestCodec.sha256(encoded));
            before = manifest;
            beforeSha256 = ManifestCodec.sha256(encoded);
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.STORE) {
                // a server that is gone proves nothing against a chunk: this throws then
                store.list("manifests/", null, 1);
            }
            failed(id, String.valueOf(e.getMessage()));
        }
    }

    private void chain(ChunkId id, ChunkManifest manifest) {
        ChunkManifest previous = before;
        boolean sameChain = previous != null && previous.agent().equals(id.agent()) && previous.kind() == id.kind();
        if (!sameChain) {
            endOfChain();
        }
        int expected = sameChain && previous != null ? previous.sequence() + 1 : 0;
        if (id.sequence() != expected) {
            ChunkId missing = new ChunkId(id.agent(), id.kind(), Math.min(expected, id.sequence()));
            failed(missing, "its manifest is missing, and the chain goes on at " + id + " (removed?)");
        } else if (!Objects.equals(manifest.previous(), sameChain ? beforeSha256 : null)) {
            failed(id, "names " + manifest.previous() + " as the manifest before it, found "
                    + (sameChain ? beforeSha256 : null) + " (manifest altered?)");
        }
        if (!manifest.id().equals(id)) {
            failed(id, "its manifest is that of " + manifest.id());
        }
    }

    /** An import says how many parts it has: the last ones cannot vanish unseen. */
    private void endOfChain() {
        ChunkManifest last = before;
        if (last != null && last.source() != null && last.source().parts() != last.sequence() + 1) {
            failed(last.id(), "is the last of its import, which has " + last.source().parts() + " parts");
        }
        before = null;
        beforeSha256 = null;
    }

    private void signature(ChunkId id, String key, byte[] encoded) {
        byte[] signature = store.read(key + ".sig");
        if (publicKeys.stream().noneMatch(k -> ManifestSigner.verifies(k, encoded, signature))) {
            failed(id, "the signature of " + key + " is by none of this archive's keys (altered?)");
        }
    }

    /** Whether the object is there is asked before the mark is looked for: a mark is written before its object goes. */
    private void packets(ChunkId id, ChunkManifest manifest, String manifestSha256) {
        boolean isThere = store.head(manifest.object()).isPresent();
        boolean hasFragments = store.head(ChunkDecoder.fragmentKey(id.toString())).isPresent();
        Optional<ExpiryMark> mark = mark(id, Subject.PACKETS, manifestSha256);
        expired += mark.isPresent() ? 1 : 0;
        deleted += mark.isPresent() && !isThere ? 1 : 0;
        if (isThere || mark.isEmpty()) {
            object(id, manifest);
            frames(id, manifest);
        }
        boolean neverIndexed = mark.isPresent() && !mark.get().indexed();
        if (!hasFragments && !neverIndexed && mark(id, Subject.INDEX, manifestSha256).isEmpty()) {
            failed(id, "has no fragment file: the index job has not decoded it");
        }
    }

    /** A mark without a signature excuses nothing: whoever wrote it died before, and has deleted nothing. */
    private Optional<ExpiryMark> mark(ChunkId id, Subject subject, String manifestSha256) {
        String key = subject.keyOf(id);
        if (store.head(key).isEmpty() || store.head(key + ".sig").isEmpty()) {
            return Optional.empty();
        }
        byte[] encoded = store.read(key);
        ExpiryMark mark = ManifestCodec.decodeMark(key, encoded);
        signature(id, key, encoded);
        if (!mark.chunk().equals(id.toString()) || !mark.manifestSha256().equals(manifestSha256)) {
            failed(id, key + " is the mark of chunk " + mark.chunk() + " with manifest " + mark.manifestSha256()
                    + ", expected " + manifestSha256 + " (altered?)");
        }
        return Optional.of(mark);
    }

    private void object(ChunkId id, ChunkManifest manifest) {
        MessageDigest digest = Hash128.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = store.open(manifest.object())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
            }
        } catch (IOException e) {
            failed(id, "reading " + manifest.object() + " failed: " + e.getMessage());
            return;
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(manifest.objectSha256())) {
            failed(id, "object " + manifest.object() + ": SHA-256 expected " + manifest.objectSha256() + " got " + found
                    + " (object altered?)");
        }
    }

    private void frames(ChunkId id, ChunkManifest manifest) {
        String root = ManifestCodec.contentRoot(manifest.frames().stream().map(ChunkFrame::sha256).toList());
        if (!root.equals(manifest.contentRoot())) {
            failed(id, "content root expected " + manifest.contentRoot() + " got " + root);
        }
        ChunkReader reader = archive.reader(manifest);
        for (int i = 0; i < reader.frameCount(); i++) {
            reader.frame(i);
        }
    }

    private void failed(ChunkId id, String what) {
        failures++;
        report.accept("chunk " + id + ": " + what);
    }
}
