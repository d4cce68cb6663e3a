package io.sipvault.ingest.store.memory;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import io.sipvault.ingest.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Objects in the heap. An object from a file may be as large as an array: just under 2 GiB. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, Entry> objects = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public MemoryObjectStore() {
        this(Clock.systemUTC());
    }

    public MemoryObjectStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        return putOwned(ObjectKeys.check(key), content.clone());
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        ObjectKeys.check(key);
        if (objects.containsKey(key)) {
            return false;
        }
        try {
            return putOwned(key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "Storing file " + file + " as object " + key
                    + " in memory: the file cannot be read (" + e + "). Was it moved or removed meanwhile?", e);
        }
    }

    private boolean putOwned(String key, byte[] content) {
        return objects.putIfAbsent(key, new Entry(content, clock.instant())) == null;
    }

    @Override
    public byte[] read(String key) {
        byte[] content = find(key).content;
        ObjectKeys.checkReadable(key, content.length);
        return content.clone();
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        ObjectKeys.checkRange(key, offset, length);
        byte[] content = find(key).content;
        if (offset > content.length - length) {
            throw ObjectKeys.pastEnd(location(), key, offset, length, content.length);
        }
        return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(find(key).content);
    }

    private Entry find(String key) {
        Entry entry = objects.get(ObjectKeys.check(key));
        if (entry == null) {
            throw ObjectKeys.notFound(location(), key);
        }
        return entry;
    }

    @Override
    public Optional<StoredObject> head(String key) {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key))).map(entry -> entry.describe(key));
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        boolean afterPrefix = after != null && after.compareTo(prefix) >= 0;
        NavigableMap<String, Entry> rest = objects.tailMap(afterPrefix ? after : prefix, !afterPrefix);
        return rest.entrySet().stream().takeWhile(e -> e.getKey().startsWith(prefix)).limit(limit)
                .map(e -> e.getValue().describe(e.getKey())).toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(ObjectKeys.check(key));
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void close() {
        // The objects stay, as those of any other store do: a test may read what was stored before.
    }

    private record Entry(byte[] content, Instant modified) {
        StoredObject describe(String key) {
            return new StoredObject(key, content.length, modified);
        }
    }
}
