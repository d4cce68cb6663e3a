package io.sipvault.ingest.chunk;

import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chunks of an object store: registering, finding and reading them. Safe for use by many threads. */
public final class Archive {
    private static final int PAGE = 1000;
    private static final String SIGNATURE = ".sig";

    private final ObjectStore store;
    /** Public keys that this object has stored, which it need not do with every manifest. */
    private final Set<String> keysStored = ConcurrentHashMap.newKeySet();

    public Archive(ObjectStore store) {
        this.store = store;
    }

    public ObjectStore store() {
        return store;
    }

    /** Stores a chunk's data object. The same object again is no error: it was stored by an earlier attempt. */
    public void putData(String key, Path file) {
        store.putIfAbsent(key, file);
    }

    /**
     * Signs and stores a manifest, after which the chunk exists.
     *
     * @return the hash that the next manifest of the chain names
     * @throws ForensicException
     *             NOT_PROVEN when another manifest stands in its place
     */
    public String register(ChunkManifest manifest, ManifestSigner signer) {
        byte[] encoded = ManifestCodec.encode(manifest);
        String key = manifest.id().manifestKey();
        if (!store.putIfAbsent(key, encoded)) {
            return existing(key, manifest, signer);
        }
        sign(key, encoded, signer);
        return ManifestCodec.sha256(encoded);
    }

    /** A manifest of an earlier attempt differs in its creation time alone; its signature may be missing. */
    private String existing(String key, ChunkManifest manifest, ManifestSigner signer) {
        byte[] found = store.read(key);
        ChunkManifest before = ManifestCodec.decode(key, found);
        if (!before.objectSha256().equals(manifest.objectSha256())) {
            throw new ForensicException(ErrorCode.NOT_PROVEN, "registering " + key + " in " + store.location()
                    + ": a manifest of other content stands there (object " + before.objectSha256() + ", expected "
                    + manifest.objectSha256() + "). Two agents with one name?");
        }
        sign(key, found, signer);
        return ManifestCodec.sha256(found);
    }

    void sign(String key, byte[] encoded, ManifestSigner signer) {
        if (!keysStored.contains(signer.publicKeyObject())) {
            store.putIfAbsent(signer.publicKeyObject(), signer.publicKeyBytes());
            keysStored.add(signer.publicKeyObject());
        }
        store.putIfAbsent(key + SIGNATURE, signer.sign(encoded));
    }

    /** The manifest of a chunk, if it exists. */
    public Optional<ChunkManifest> manifest(ChunkId id) {
        return encodedManifest(id).map(encoded -> ManifestCodec.decode(id.manifestKey(), encoded));
    }

    /** The bytes of a chunk's manifest, if it exists. */
    public Optional<byte[]> encodedManifest(ChunkId id) {
        try {
            return Optional.of(store.read(id.manifestKey()));
        } catch (ForensicException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Every chunk that exists, in the order of agent, kind and sequence. */
    public void forEachId(Consumer<ChunkId> consumer) {
        forEachId("manifests/", consumer);
    }

    /** The chunks of one agent, in sequence. */
    public List<ChunkId> idsOf(String agent) {
        List<ChunkId> ids = new ArrayList<>();
        forEachId("manifests/" + agent + "/", ids::add);
        return ids;
    }

    private void forEachId(String prefix, Consumer<ChunkId> consumer) {
        @Nullable
        String after = null;
        List<StoredObject> page;
        do {
            page = store.list(prefix, after, PAGE);
            for (StoredObject object : page) {
                after = object.key();
                if (after.endsWith(".json") && !after.endsWith(".expired.json")) {
                    consumer.accept(ChunkId.ofManifestKey(after));
                }
            }
        } while (!page.isEmpty());
    }

    public ChunkReader reader(ChunkManifest manifest) {
        return new ChunkReader(store, manifest.object(), manifest.frames());
    }
}
