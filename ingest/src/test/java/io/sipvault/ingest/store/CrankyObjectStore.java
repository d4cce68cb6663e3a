package io.sipvault.ingest.store;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails at random, for the tests of whoever uses one. A call fails with STORE before anything was done, or after
 * all of it was done, as when a connection breaks; some calls are delayed. What is read is never torn. The seed is printed on
 * making and in each failure; one thread gets the same failures from the same seed.
 */
public final class CrankyObjectStore implements ObjectStore {
    private static final int LONGEST_DELAY_MS = 3;

    private final ObjectStore store;
    private final long seed;
    private final double failureShare;
    private final Random random;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean calm;

    /**
     * Wraps a store.
     *
     * @param failureShare of all calls that fail, from 0 to 1; half of them after their work was done
     */
    public CrankyObjectStore(ObjectStore store, long seed, double failureShare) {
        this.store = store;
        this.seed = seed;
        this.failureShare = failureShare;
        this.random = new Random(seed);
        System.err.println("CrankyObjectStore with seed " + seed + " over " + store.location());
    }

    /** No more failures, to look at what was left. */
    public void calmDown() {
        calm = true;
    }

    /** How many calls failed so far. */
    public int failures() {
        return failures.get();
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return disturb("putting " + key, () -> store.putIfAbsent(key, content));
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        return disturb("putting " + key, () -> store.putIfAbsent(key, file));
    }

    @Override
    public byte[] read(String key) {
        return disturb("reading " + key, () -> store.read(key));
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        return disturb("reading " + key, () -> store.read(key, offset, length));
    }

    @Override
    public InputStream open(String key) {
        return disturb("opening " + key, () -> store.open(key));
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return disturb("looking for " + key, () -> store.head(key));
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        return disturb("listing " + prefix, () -> store.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        disturb("deleting " + key, () -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public Optional<Path> stagingDirectory() {
        return store.stagingDirectory();
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T disturb(String doing, Supplier<T> work) {
        Mood mood = nextMood();
        if (mood.delayMs > 0) {
            delay(mood.delayMs);
        }
        if (mood.failsBefore) {
            throw failure(doing, "before");
        }
        T result = work.get();
        if (mood.failsAfter) {
            throw failure(doing, "after");
        }
        return result;
    }

    /** Always draws three numbers, so that the sequence does not depend on what they were. */
    private synchronized Mood nextMood() {
        boolean fails = random.nextDouble() < failureShare && !calm;
        boolean before = random.nextBoolean();
        int delayMs = random.nextInt(10) == 0 ? 1 + random.nextInt(LONGEST_DELAY_MS) : 0;
        return new Mood(fails && before, fails && !before, delayMs);
    }

    private static void delay(int delayMs) {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ForensicException failure(String doing, String when) {
        return new ForensicException(ErrorCode.STORE, "Cranky store, seed " + seed + ", failure "
                + failures.incrementAndGet() + ": " + doing + " failed " + when + " the work was done");
    }

    private record Mood(boolean failsBefore, boolean failsAfter, int delayMs) {}
}
