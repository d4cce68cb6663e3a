package io.sipvault.agent.upload;

import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.roll.Outbox.Ready;
import io.sipvault.agent.spool.SpoolFailure;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ManifestCodec;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStore.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores one chunk: data, then manifest, then signature, each create-only, so that it may be repeated at any point. The store
 * checks what it receives. It need not allow reading.
 */
final class ChunkUpload {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkUpload.class);

    private final Outbox outbox;
    private final ObjectStore store;
    private final ManifestSigner signer;
    private boolean keyStored;

    ChunkUpload(Outbox outbox, ObjectStore store, ManifestSigner signer) {
        this.outbox = outbox;
        this.store = store;
        this.signer = signer;
    }

    /**
     * Stores it.
     *
     * @throws ForensicException
     *             as the store does; NOT_PROVEN when another manifest stands in its place
     */
    void store(Ready chunk) {
        if (!keyStored) {
            store.putIfAbsent(signer.publicKeyObject(), signer.publicKeyBytes());
            keyStored = true;
        }
        data(chunk);
        manifest(chunk);
        store.putIfAbsent(chunk.manifest().id().manifestKey() + ".sig", chunk.signature());
    }

    /** The file may be moved into the store, so that an attempt after a crash finds it there. */
    private void data(Ready chunk) {
        ChunkManifest manifest = chunk.manifest();
        if (Files.exists(chunk.data())) {
            checkSize(chunk);
            store.putIfAbsent(manifest.object(), chunk.data());
            return;
        }
        Optional<StoredObject> stored = store.head(manifest.object());
        if (stored.isEmpty() || stored.get().size() != manifest.storedBytes()) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "storing chunk " + manifest.id() + ": its file "
                    + chunk.data() + " is gone and " + store.location() + " has no object " + manifest.object() + " of "
                    + manifest.storedBytes() + " bytes. Was the outbox cleared by hand?");
        }
    }

    private static void checkSize(Ready chunk) {
        try {
            long size = Files.size(chunk.data());
            if (size != chunk.manifest().storedBytes()) {
                throw new ForensicException(ErrorCode.DAMAGED, "storing chunk " + chunk.manifest().id() + ": its file "
                        + chunk.data() + " has " + size + " bytes, expected " + chunk.manifest().storedBytes()
                        + ". Did the disk lose what it had taken? Keep the data directory and give the agent another"
                        + " name and another one");
            }
        } catch (IOException e) {
            throw SpoolFailure.of("looking at", chunk.data(), e);
        }
    }

    private void manifest(Ready chunk) {
        String key = chunk.manifest().id().manifestKey();
        if (!chunk.tried()) {
            outbox.trying(chunk.manifest());
        }
        if (store.putIfAbsent(key, chunk.encoded())) {
            return;
        }
        byte[] there;
        try {
            there = store.read(key);
        } catch (ForensicException e) {
            if (!chunk.tried()) {
                throw taken(chunk, "which may not be read (" + e.getMessage() + ")");
            }
            LOG.info("{} is there already, of an earlier attempt: {}", key, e.getMessage());
            return;
        }
        if (!Arrays.equals(there, chunk.encoded())) {
            throw taken(chunk, "SHA-256 expected " + ManifestCodec.sha256(chunk.encoded()) + " got "
                    + ManifestCodec.sha256(there));
        }
    }

    private ForensicException taken(Ready chunk, String how) {
        return new ForensicException(ErrorCode.NOT_PROVEN, "storing chunk " + chunk.manifest().id() + ": "
                + store.location() + " has another manifest in its place, " + how + ". Do two agents have one name, or"
                + " was this agent's data directory lost? Give it a name of its own, and with it a data directory of its"
                + " own");
    }
}
