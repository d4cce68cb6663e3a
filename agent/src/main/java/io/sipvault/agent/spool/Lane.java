package io.sipvault.agent.spool;

import io.sipvault.ingest.chunk.ChunkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The packets of one kind and link type: the file that is written now. Safe for use by many threads. */
final class Lane {
    private static final long AGAIN_AFTER_NANOS = 1_000_000_000L;

    private final Path folder;
    private final ChunkKind kind;
    private final int linkType;
    private final SpoolLimits limits;
    private final LongSupplier numbers;
    private final Deque<SpoolFile> ended = new ArrayDeque<>();
    private @Nullable SpoolFile file;
    private boolean failed;
    private long failedNanos;
    private @Nullable String trouble;

    Lane(Path folder, ChunkKind kind, int linkType, SpoolLimits limits, LongSupplier numbers) {
        this.folder = folder;
        this.kind = kind;
        this.linkType = linkType;
        this.limits = limits;
        this.numbers = numbers;
    }

    /** @return false when it could not be kept: the disk is full */
    synchronized boolean append(long timeNs, int originalLength, byte[] frame, int length) {
        SpoolFile open = file;
        if (open != null && open.bytes() + SpoolFile.RECORD_HEADER_BYTES + length > limits.chunkBytes()) {
            roll();
            open = file;
        }
        if (open == null) {
            open = begin();
        }
        return open != null && open.append(timeNs, originalLength, frame, length);
    }

    private @Nullable SpoolFile begin() {
        if (failed && System.nanoTime() - failedNanos < AGAIN_AFTER_NANOS) {
            return null;
        }
        failed = false;
        try {
            file = new SpoolFile(folder.resolve(new SpoolName(kind, linkType, numbers.getAsLong()).open()), linkType,
                    limits.snapLength());
            trouble = null;
        } catch (IOException e) {
            trouble = "beginning a file in " + folder + " failed: " + e.getMessage();
            failed = true;
            failedNanos = System.nanoTime();
        }
        return file;
    }

    /** Writes what gathered. */
    synchronized void flush() {
        if (file != null) {
            trouble = file.flush() ? null : "writing " + file.path() + " failed. Is the disk full?";
        }
    }

    /** Makes it durable. */
    void force() {
        SpoolFile open;
        synchronized (this) {
            open = file;
        }
        if (open != null) {
            try {
                // outside of the lock: capturing goes on meanwhile
                open.force();
            } catch (IOException e) {
                // it was rolled meanwhile, which forces it too; a disk that fails shows with the next write
            }
        }
    }

    /** Ends the file when it is old enough. */
    synchronized void rollWhenOlderThan(Duration age) {
        if (file != null && file.packets() > 0 && file.ageNanos() >= age.toNanos()) {
            roll();
        }
    }

    /** Ends the file now, if there is one and its packets can be written; {@link #finishEnded} does the rest. */
    synchronized void roll() {
        SpoolFile ending = file;
        if (ending == null) {
            return;
        }
        if (ending.flush()) {
            ended.add(ending);
            file = null;
        } else {
            trouble = "writing " + ending.path() + " failed. Is the disk full?";
        }
    }

    /** Makes files that ended durable and names them so. Apart from ending them: capturing does not wait for the disk. */
    void finishEnded() {
        for (SpoolFile ending = next(); ending != null; ending = next()) {
            try {
                ending.force();
                ending.close();
                SpoolName name = SpoolName.of(ending.path()).orElseThrow();
                if (Files.exists(ending.path())) {
                    Files.move(ending.path(), folder.resolve(name.full()));
                }
                DurableFile.forceFolder(folder);
            } catch (IOException e) {
                again(ending, "ending " + ending.path() + " failed: " + e.getMessage());
                return;
            }
        }
    }

    /** The next turn tries it again. */
    private synchronized void again(SpoolFile ending, String why) {
        ended.addFirst(ending);
        trouble = why;
    }

    private synchronized @Nullable SpoolFile next() {
        return ended.poll();
    }

    /** Why it cannot write at present, null when it can. */
    synchronized @Nullable String trouble() {
        return trouble;
    }
}
