package io.sipvault.ingest.importing;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.memory.MemoryObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store that copies, as one over a network does, and tells of each object before it stores it. */
final class WatchedStore implements ObjectStore {
    private final ObjectStore store = new MemoryObjectStore();
    Consumer<String> onFile = key -> {};
    Consumer<String> onBytes = key -> {};

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        onBytes.accept(key);
        return store.putIfAbsent(key, content);
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        onFile.accept(key);
        return store.putIfAbsent(key, file);
    }

    @Override
    public byte[] read(String key) {
        return store.read(key);
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        return store.read(key, offset, length);
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return store.head(key);
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
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
