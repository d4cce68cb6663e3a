package io.sipvault.agent.upload;

import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.roll.Outbox.Ready;
import io.sipvault.ingest.chunk.ManifestSigner;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the outbox into the archive, in the order of the chain. For one thread. */
public final class Uploader {
    private static final Logger LOG = LoggerFactory.getLogger(Uploader.class);

    private final Outbox outbox;
    private final ChunkUpload upload;
    private final String location;
    private final Backoff backoff;
    private volatile long stored;
    private volatile @Nullable String trouble;

    public Uploader(Outbox outbox, ObjectStore store, ManifestSigner signer, RandomGenerator random) {
        this.outbox = outbox;
        this.upload = new ChunkUpload(outbox, store, signer);
        this.location = store.location();
        this.backoff = new Backoff(random);
    }

    /**
     * Stores the oldest chunk of each kind.
     *
     * @return how long to wait before the next turn; zero when more may be there
     */
    public Duration turn(Duration whenEmpty) {
        List<Ready> next = outbox.next();
        if (next.isEmpty()) {
            return whenEmpty;
        }
        ForensicException failure = null;
        for (Ready chunk : next) {
            try {
                store(chunk);
            } catch (ForensicException e) {
                // a kind that is stuck does not hold up the others
                failure = e;
            }
        }
        if (failure != null) {
            return failed(failure);
        }
        recovered();
        return Duration.ZERO;
    }

    private void store(Ready chunk) {
        upload.store(chunk);
        outbox.remove(chunk.manifest(), chunk.encoded());
        stored = stored + 1;
        LOG.debug("stored {}", chunk.manifest().id());
    }

    private void recovered() {
        if (trouble != null) {
            LOG.info("{} takes chunks again", location);
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
}
