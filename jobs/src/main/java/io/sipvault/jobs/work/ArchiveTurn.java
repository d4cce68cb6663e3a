package io.sipvault.jobs.work;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Whoever goes through all of the archive, and whoever deletes from it, takes turns: what one has listed must still be there
 * when it is read. Imports and the index job need no turn, since nothing is deleted that is not indexed.
 */
public final class ArchiveTurn {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for the turn of the caller, then does something. */
    public <T> T take(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    /** Waits for the turn of this thread, which {@link #end} gives back. */
    public void begin() {
        lock.lock();
    }

    /** Gives the turn to the next; nothing happens when this thread has none. */
    public void end() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }

    /** Whether somebody waits for a turn. */
    public boolean isAwaited() {
        return lock.hasQueuedThreads();
    }
}
