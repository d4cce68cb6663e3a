package io.sipvault.ingest.store.local;

import io.sipvault.ingest.store.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;

/** Opens object stores in local directories. */
public final class LocalObjectStores {
    private LocalObjectStores() {}

    /**
     * Opens the store below a directory, which is made when it is not there. Leftovers of puts that were interrupted more than
     * a day ago are removed.
     */
    public static ObjectStore open(Path root) {
        return open(root, Clock.systemUTC());
    }

    /** The same with a clock, which dates the files that are stored by a new name, and decides what is a day old. */
    public static ObjectStore open(Path root, Clock clock) {
        return LocalObjectStore.open(root, clock);
    }
}
