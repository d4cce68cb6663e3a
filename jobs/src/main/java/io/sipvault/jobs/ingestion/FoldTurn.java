package io.sipvault.jobs.ingestion;

import java.util.concurrent.locks.ReentrantLock;

/** Whoever writes the index takes turns: one fold at a time, and none while a rebuilt index takes its place. */
public final class FoldTurn {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for the turn of the caller, then runs something as the only one. */
    public void take(Runnable writing) {
        lock.lock();
        try {
            writing.run();
        } finally {
            lock.unlock();
        }
    }
}
