package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose user dies: from one call on, before or after it did its work, nothing is answered until it lives again. */
final class MortalStore implements ObjectStore {
    private final ObjectStore store;
    private int callsLeft = Integer.MAX_VALUE;
    private boolean lastIsDone;

    MortalStore(ObjectStore store) {
        this.store = store;
    }

    synchronized void dieAt(int call, boolean afterItsWork) {
        callsLeft = call;
        lastIsDone = afterItsWork;
    }

    /** @return whether it had died */
    synchronized boolean live() {
        boolean died = callsLeft < 0;
        callsLeft = Integer.MAX_VALUE;
        return died;
    }

    private <T> T call(Supplier<T> work) {
        if (!isAlive()) {
            throw new ForensicException(ErrorCode.STORE, "dead");
        }
        return work.get();
    }

    private synchronized boolean isAlive() {
        if (callsLeft > 0) {
            callsLeft--;
            return true;
        }
        callsLeft = -1;
        return false;
    }

    private <T> T change(Supplier<T> work) {
        boolean last;
        synchronized (this) {
            last = callsLeft == 0 && lastIsDone;
        }
        if (last) {
            T done = work.get();
            return call(() -> done);
        }
        return call(work);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return change(() -> store.putIfAbsent(key, content));
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        return change(() -> store.putIfAbsent(key, file));
    }

    @Override
    public byte[] read(String key) {
        return call(() -> store.read(key));
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        return call(() -> store.read(key, offset, length));
    }

    @Override
    public InputStream open(String key) {
        return call(() -> store.open(key));
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return call(() -> store.head(key));
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        return call(() -> store.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        change(() -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public void close() {
        store.close();
    }
}
