package io.sipvault.ingest.importing;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ContentType;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Stores the data objects of an import while the rest of its file is still being read. Nothing is registered by this: an
 * object without a manifest is no chunk. Used by one thread.
 */
final class EarlyUploads implements AutoCloseable {
    /** So many staged slices at most wait for the network; then reading waits too. */
    private static final int IN_FLIGHT = 4;

    private final Archive archive;
    private final String agent;
    private final Executor executor;
    private final Deque<FutureTask<Void>> inFlight = new ArrayDeque<>();
    private volatile boolean abandoned;

    EarlyUploads(Archive archive, String agent, Executor executor) {
        this.archive = archive;
        this.agent = agent;
        this.executor = executor;
    }

    /** Damaged slices come last: a file that has no others is refused, and nothing of it may be in the archive then. */
    void begin(Slice slice, int sequence) {
        if (slice.content == ContentType.DAMAGED) {
            return;
        }
        while (inFlight.size() >= IN_FLIGHT) {
            await(inFlight.remove());
        }
        FutureTask<Void> upload = new FutureTask<>(() -> store(sequence, slice), null);
        inFlight.add(upload);
        executor.execute(upload);
    }

    private void store(int sequence, Slice slice) {
        if (abandoned) {
            return;
        }
        archive.putData(ImportRegistrar.objectKey(agent, sequence, slice), slice.sealed().file());
        slice.stored();
        try {
            Files.deleteIfExists(slice.sealed().file());
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing the staged file " + slice.sealed().file()
                    + " failed: " + e.getMessage(), e);
        }
    }

    /** Whether the file that was read is the one that was announced: a log may have grown meanwhile. */
    boolean isOf(String importId) {
        return agent.equals(importId);
    }

    /** Waits for all of them; the first failure is thrown. */
    void finish() {
        while (!inFlight.isEmpty()) {
            await(inFlight.remove());
        }
    }

    private static void await(FutureTask<Void> upload) {
        try {
            upload.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForensicException(ErrorCode.INTERNAL, "storing a data object was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ForensicException failure) {
                throw failure;
            }
            throw new ForensicException(ErrorCode.INTERNAL, "storing a data object failed: " + e.getCause(), e);
        }
    }

    /** After a failure: what has not begun never does, and nothing reads staged files any more when this returns. */
    @Override
    public void close() {
        abandoned = true;
        while (!inFlight.isEmpty()) {
            try {
                await(inFlight.remove());
            } catch (ForensicException e) {
                // whoever closes before finish() throws the failure that came first
            }
        }
    }
}
