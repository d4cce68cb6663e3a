package io.sipvault.ingest.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable objects by key. A key is a relative path of segments of {@code [A-Za-z0-9._=-]+} joined by {@code /}, each at most
 * 255 and together at most 900 characters; anything else, the segments {@code .} and {@code ..}, and a key that begins with a
 * dot (those names are the store's own), is refused with BAD_REQUEST, see {@link ObjectKeys}. A key must not be the directory
 * of another ({@code a} beside {@code a/b}): a store may refuse the second of the two with BAD_REQUEST.
 * <p>
 * When a put returns, whatever it returns, the object is durable and every later read sees it whole; of many puts of one key
 * exactly one returns true. A put that fails leaves nothing that a read or a listing shows, save when the connection broke
 * before the answer came: then the object is there whole or not at all, and the put may be repeated. All failures of the store
 * are {@link io.sipvault.ingest.error.ForensicException}s: BAD_REQUEST, NOT_FOUND, DAMAGED, DISK_FULL, LOCAL_FILE for the file
 * that was to be stored, or STORE with what was done on which key. Implementations are safe for use by many threads.
 */
public interface ObjectStore extends AutoCloseable {
    /** The largest object that {@link #read(String)} gives, in bytes. */
    long READ_LIMIT = 256L << 20;

    /** Writes a small object. @return false when the key existed already, which is then left as it was */
    boolean putIfAbsent(String key, byte[] content);

    /**
     * Stores a file's bytes under a key, as large as they may be. The file may be moved away when the store lies on the same
     * file system; the caller must not use it afterwards, nor write to it while it is being stored.
     *
     * @return false when the key existed already; the file is then left alone
     */
    boolean putIfAbsent(String key, Path file);

    /** The whole object. Meant for small ones; an object over {@link #READ_LIMIT} is refused with BAD_REQUEST. */
    byte[] read(String key);

    /**
     * Exactly {@code length} bytes from {@code offset}; a range past the object's end is an error of type DAMAGED that names
     * both lengths, before anything is allocated. A negative offset or length is a BAD_REQUEST.
     */
    byte[] read(String key, long offset, int length);

    /**
     * The object as a stream; the caller closes it. An object that is not there is told here and not by the first read; later
     * failures are IOExceptions, and an object that ends early is one of them.
     */
    InputStream open(String key);

    /** What is known of an object without reading it, or nothing when it is not there. */
    Optional<StoredObject> head(String key);

    /**
     * Up to {@code limit} objects (at least 1) whose key starts with {@code prefix} and is greater than {@code after}, in the
     * byte order of keys. An empty list is the end. The prefix is a piece of a legal key or empty; {@code after} may be any
     * text.
     */
    List<StoredObject> list(String prefix, @Nullable String after, int limit);

    /** Removes an object. Removing what is not there is no error. */
    void delete(String key);

    /**
     * Where to write a file that {@link #putIfAbsent(String, Path)} shall store by renaming it, or nothing when this store
     * copies anyway. Files left here for more than a day are removed when the store is opened.
     */
    default Optional<Path> stagingDirectory() {
        return Optional.empty();
    }

    /** Where this store keeps its objects, for messages: a path or an URL without secrets. */
    String location();

    @Override
    void close();

    /** An object's key, size in bytes and the time it was written. */
    record StoredObject(String key, long size, Instant modified) {}
}
