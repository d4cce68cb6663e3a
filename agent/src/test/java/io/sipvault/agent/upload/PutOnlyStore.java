package io.sipvault.agent.upload;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store whose credentials allow putting alone, and whose connection can be made to break. */
final class PutOnlyStore implements ObjectStore {
    private final ObjectStore store;
    private int putsUntilBreak = Integer.MAX_VALUE;

    PutOnlyStore(ObjectStore store) {
        this.store = store;
    }

    /** The so manieth put is done, and fails. */
    void breakAfterPuts(int puts) {
        putsUntilBreak = puts;
    }

    private boolean answer(boolean stored) {
        putsUntilBreak--;
        if (putsUntilBreak == 0) {
            throw new ForensicException(ErrorCode.STORE, "the connection broke");
        }
        return stored;
    }

    private static ForensicException refused() {
        return new ForensicException(ErrorCode.STORE, "403 AccessDenied");
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return answer(store.putIfAbsent(key, content));
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        return answer(store.putIfAbsent(key, file));
    }

    @Override
    public byte[] read(String key) {
        throw refused();
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        throw refused();
    }

    @Override
    public InputStream open(String key) {
        throw refused();
    }

    @Override
    public Optional<StoredObject> head(String key) {
        throw refused();
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        throw refused();
    }

    @Override
    public void delete(String key) {
        throw refused();
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
