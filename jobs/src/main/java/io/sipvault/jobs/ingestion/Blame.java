package io.sipvault.jobs.ingestion;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;

/** Tells failures of what surrounds a run, which end it, from those of a chunk, which count against the chunk. */
final class Blame {
    private Blame() {}

    /** Whether every other chunk would fail in the same way now. */
    static boolean isEnvironment(ForensicException e, ObjectStore store) {
        return switch (e.code()) {
            case DISK_FULL, DATABASE, INDEX -> true;
            case STORE, LOCAL_FILE -> !answers(store);
            case DAMAGED, NOT_A_CAPTURE, BAD_REQUEST, NOT_FOUND, IN_USE, NOT_PROVEN, AGENT, INTERNAL -> false;
        };
    }

    /** One object that cannot be read is the chunk's trouble as long as the store answers otherwise. */
    private static boolean answers(ObjectStore store) {
        try {
            store.list("manifests/", null, 1);
            return true;
        } catch (ForensicException e) {
            return false;
        }
    }
}
