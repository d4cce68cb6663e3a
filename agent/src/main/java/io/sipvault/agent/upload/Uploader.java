package io.sipvault.agent.upload;

import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.roll.Outbox.Ready;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the outbox into the archive, in the order of the chain. For one thread. */
public final class Uploader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);

    private final Outbox outbox;
    private final Supplier<ObjectStore> opener;
    private final String location;
    private final ManifestSigner signer;
    private final Backoff backoff;
    private final Consumer<ChunkId> listener;
    private @Nullable ObjectStore store;
    private @Nullable ChunkUpload upload;
    private volatile long stored;
    private volatile @Nullable String trouble;

    /**
     * Opens nothing yet: a store that is away when the agent starts must not keep it from capturing.
     *
     * @param opener
     *            opens the store
     * @param location
     *            where it is, for messages
     */
    public Uploader(Outbox outbox, Supplier<ObjectStore> opener, String location, ManifestSigner signer,
            RandomGenerator random) {
        this(outbox, opener, location, signer, random, stored -> {});
    }

    /**
     * The same.
     *
     * @param listener
     *            told of each chunk that was stored
     */
    public Uploader(Outbox outbox, Supplier<ObjectStore> opener, String location, ManifestSigner signer,
            RandomGenerator random, Consumer<ChunkId> listener) {
        this.listener = listener;
        this.outbox = outbox;
        this.opener = opener;
        this.location = location;
        this.signer = signer;
        this.backoff = new Backoff(random);
    }

    /**
     * Stores the oldest chunk of each kind.
     *
     * @return how long to wait before the next turn; zero when more may be there
     */
    public Duration turn(Duration whenEmpty) {
        ForensicException failure = null;
        List<Ready> next = outbox.next();
        try {
            // also without a chunk: who set a store that is not there should hear of it soon
            ChunkUpload opened = upload();
            for (Ready chunk : next) {
                failure = later(failure, store(chunk, opened));
            }
        } catch (ForensicException e) {
            failure = e;
        }
        if (failure != null) {
            return failed(failure);
        }
        recovered();
        return next.isEmpty() ? whenEmpty : Duration.ZERO;
    }

    private static @Nullable ForensicException later(@Nullable ForensicException one,
            @Nullable ForensicException other) {
        return other == null ? one : other;
    }

    /** A kind that is stuck does not hold up the others. @return why it is */
    private @Nullable ForensicException store(Ready chunk, ChunkUpload opened) {
        try {
            opened.store(chunk);
            outbox.remove(chunk.manifest(), chunk.encoded());
            stored = stored + 1;
            listener.accept(chunk.manifest().id());
            LOG.debug("stored {}", chunk.manifest().id());
            return null;
        } catch (ForensicException e) {
            return e;
        }
    }

    private ChunkUpload upload() {
        ChunkUpload opened = upload;
        if (opened == null) {
            store = opener.get();
            opened = new ChunkUpload(outbox, store, signer);
            upload = opened;
        }
        return opened;
    }

    private void recovered() {
        if (trouble != null) {
            LOG.warn("{} takes chunks again", location);
        }
        trouble = null;
        backoff.succeeded();
    }

    private Duration failed(ForensicException e) {
        Duration wait = backoff.failed();
        String why = String.valueOf(e.getMessage());
        if (!why.equals(trouble)) {
            LOG.warn("storing chunks failed, tried again from now on: {}", why);
        }
        trouble = why;
        return wait;
    }

    /** Chunks stored since the start. */
    public long stored() {
        return stored;
    }

    /** Why the last attempt failed; null when it did not. */
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
