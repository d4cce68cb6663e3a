package io.sipvault.jobs.launch;

import io.sipvault.ingest.store.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that fails on the keys for which a test has a failure. */
final class FailingStore implements ObjectStore {
    private final ObjectStore store;
    private volatile Function<String, @Nullable RuntimeException> failures = key -> null;

    FailingStore(ObjectStore store) {
        this.store = store;
    }

    void failures(Function<String, @Nullable RuntimeException> byKey) {
        failures = byKey;
    }

    private String checked(String key) {
        RuntimeException failure = failures.apply(key);
        if (failure != null) {
            throw failure;
        }
        return key;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return store.putIfAbsent(checked(key), content);
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        return store.putIfAbsent(checked(key), file);
    }

    @Override
    public byte[] read(String key) {
        return store.read(checked(key));
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        return store.read(checked(key), offset, length);
    }

    @Override
    public InputStream open(String key) {
        return store.open(checked(key));
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return store.head(key);
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        checked(prefix);
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
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
}
