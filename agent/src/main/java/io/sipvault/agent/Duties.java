package io.sipvault.agent;

import io.sipvault.agent.collect.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that each do one thing again and again. What one meets does not stop the others. */
final class Duties {
    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final List<Thread> threads = new ArrayList<>();
    private final StopSignal stopped = new StopSignal();

    /** One turn. */
    @FunctionalInterface
    interface Turn {
        /** @return how long to wait before the next */
        Duration take();
    }

    void start(String name, Turn turn) {
        threads.add(Thread.ofPlatform().name(name).start(() -> repeat(name, turn)));
    }

    private void repeat(String name, Turn turn) {
        while (!stopped.isStopped()) {
            Duration wait;
            try {
                wait = turn.take();
            } catch (RuntimeException e) {
                LOG.warn("{}: {}; tried again in {} s", name, e.getMessage(), AFTER_FAILURE.toSeconds());
                wait = AFTER_FAILURE;
            }
            stopped.pause(wait);
        }
    }

    /**
     * Lets each end its turn.
     *
     * @param patience
     *            with each
     * @return whether all ended; one may wait for a store that does not answer
     */
    boolean stop(Duration patience) {
        stopped.stop();
        return join(threads, patience);
    }

    /** Waits for threads to end. @return whether all did */
    static boolean join(List<Thread> threads, Duration patience) {
        boolean all = true;
        for (Thread thread : threads) {
            try {
                all &= thread.join(patience);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return all;
    }
}
