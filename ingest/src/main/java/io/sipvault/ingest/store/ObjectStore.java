package io.sipvault.ingest.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable objects by key. A key is a relative path of segments of {@code [A-Za-z0-9._=-]+} joined by {@code /}; anything
 * else, and the segments {@code .} and {@code ..}, is refused with BAD_REQUEST. When a put returns, the object is durable and
 * every later read sees it whole; a put that fails leaves nothing that a read or a listing shows. All failures of the store
 * are {@link io.sipvault.ingest.error.ForensicException}s: NOT_FOUND, DISK_FULL, or STORE with what was done on which key.
 * Implementations are safe for use by many threads.
 */
public interface ObjectStore extends AutoCloseable {
    /** Writes a small object. @return false when the key existed already, which is then left as it was */
    boolean putIfAbsent(String key, byte[] content);

    /**
     * Stores a file's bytes under a key, as large as they may be. The file may be moved away when the store lies on the same
     * file system; the caller must not use it afterwards.
     *
     * @return false when the key existed already; the file is then left alone
     */
    boolean putIfAbsent(String key, Path file);

    /** The whole object. Meant for small ones; an object over 256 MiB is refused. */
    byte[] read(String key);

    /**
     * Exactly {@code length} bytes from {@code offset}; a range past the object's end is an error of type DAMAGED that names
     * both lengths.
     */
    byte[] read(String key, long offset, int length);

    /** The object as a stream; the caller closes it. */
    InputStream open(String key);

    /** What is known of an object without reading it, or nothing when it is not there. */
    Optional<StoredObject> head(String key);

    /**
     * Up to {@code limit} objects whose key starts with {@code prefix} and is greater than {@code after}, in the byte order of
     * keys. An empty list is the end.
     */
    List<StoredObject> list(String prefix, @Nullable String after, int limit);

    /** Removes an object. Removing what is not there is no error. */
    void delete(String key);

    /** Where this store keeps its objects, for messages: a path or an URL without secrets. */
    String location();

    @Override
    void close();

    /** An object's key, size in bytes and the time it was written. */
    record StoredObject(String key, long size, Instant modified) {}
}
