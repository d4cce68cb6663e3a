package io.sipvault.ingest.store.local;

import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectKeys;
import io.sipvault.ingest.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects as plain files, see the package. Two processes may share a directory. */
final class LocalObjectStore implements ObjectStore {
    private static final String STAGING = ".staging";

    private final Path root;
    private final Staging staging;
    private final DurableDirectories directories;
    private final LocalListing listing;
    private final ExclusiveLink link;
    private final Clock clock;

    private LocalObjectStore(Path root, Staging staging, ExclusiveLink link, Clock clock) {
        this.clock = clock;
        this.root = root;
        this.staging = staging;
        this.link = link;
        this.directories = new DurableDirectories(root);
        this.listing = new LocalListing(root);
    }

    static LocalObjectStore open(Path directory, Clock clock) {
        try {
            Path root = Files.createDirectories(directory).toRealPath();
            Staging staging = new Staging(root.resolve(STAGING));
            if (!Files.isDirectory(staging.directory(), LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(staging.directory());
            }
            DurableDirectories.force(root);
            staging.sweep(clock.instant());
            return new LocalObjectStore(root, staging, ExclusiveLink.suitedTo(staging), clock);
        } catch (IOException e) {
            throw LocalErrors.writeFailed("Opening the object store", directory, 0, e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
        Path target = target(key);
        if (isThere(target)) {
            return enter(key, target, content.length, null);
        }
        Path part;
        try {
            part = staging.write(content);
        } catch (IOException e) {
            throw LocalErrors.writeFailed("Storing object " + key, root, content.length, e);
        }
        try {
            return enter(key, target, content.length, part);
        } finally {
            staging.discard(part);
        }
    }

    @Override
    public boolean putIfAbsent(String key, Path file) {
        Path target = target(key);
        if (isThere(target)) {
            return enter(key, target, 0, null);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw LocalErrors.inputFailed(key, file, new IOException("it is no regular file"));
        }
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            return putOpened(key, target, file, source);
        } catch (IOException e) {
            throw LocalErrors.inputFailed(key, file, e);
        }
    }

    private boolean putOpened(String key, Path target, Path file, FileChannel source) throws IOException {
        long size = source.size();
        Path part = stage(key, file, source, size);
        try {
            boolean stored = enter(key, target, size, part);
            if (stored) {
                staging.discard(file);
            }
            return stored;
        } finally {
            if (!part.equals(file)) {
                staging.discard(part);
            }
        }
    }

    /** A durable name of the file's bytes on this file system: another name of the file, the file itself, or a copy. */
    private Path stage(String key, Path file, FileChannel source, long size) throws IOException {
        Optional<Path> named = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? link.stage(file, staging)
                : Optional.empty(); // a symbolic link is copied: what it points to is not ours to rename
        if (named.isEmpty()) {
            return copy(key, source, size);
        }
        Files.setLastModifiedTime(named.get(), FileTime.from(clock.instant()));
        source.force(true);
        return named.get();
    }

    private Path copy(String key, FileChannel source, long size) {
        try {
            return staging.copy(source);
        } catch (IOException e) {
            throw LocalErrors.writeFailed("Storing object " + key, root, size, e);
        }
    }

    /** Gives a durable file its key. Without a file this only makes sure that what has the key is durable. */
    private boolean enter(String key, Path target, long size, @Nullable Path part) {
        try {
            directories.enter(target, path -> {
                if (part == null) {
                    throw new FileAlreadyExistsException(path.toString());
                }
                checkPlain(path);
                link.link(path, part);
            });
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isThere(target)) {
                throw LocalErrors.obstructed(key, root);
            }
            return false;
        } catch (NotDirectoryException e) {
            throw LocalErrors.obstructed(key, root);
        } catch (IOException e) {
            throw LocalErrors.writeFailed("Storing object " + key, root, size, e);
        }
    }

    private Path target(String key) {
        return root.resolve(ObjectKeys.check(key));
    }

    private boolean isThere(Path target) {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && isPlainPath(target);
    }

    /** Whether the directories between the root and the file are there, and none is a symbolic link. */
    private static boolean isPlainPath(Path target) {
        try {
            checkPlain(target);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void checkPlain(Path target) throws IOException {
        Path directory = target.getParent();
        if (directory != null && !directory.toRealPath().equals(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
    }

    @Override
    public byte[] read(String key) {
        try (FileChannel channel = channel(key)) {
            long size = channel.size();
            ObjectKeys.checkReadable(key, size);
            return readFully(key, channel, 0, (int) size);
        } catch (IOException e) {
            throw LocalErrors.failed("Reading object " + key, root, e);
        }
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        ObjectKeys.checkRange(key, offset, length);
        try (FileChannel channel = channel(key)) {
            return readFully(key, channel, offset, length);
        } catch (IOException e) {
            throw LocalErrors.failed("Reading object " + key, root, e);
        }
    }

    private byte[] readFully(String key, FileChannel channel, long offset, int length) throws IOException {
        long size = channel.size();
        if (offset > size - length) {
            throw ObjectKeys.pastEnd(root.toString(), key, offset, length, size);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw ObjectKeys.pastEnd(root.toString(), key, offset, length, channel.size());
            }
        }
        return buffer.array();
    }

    @Override
    public InputStream open(String key) {
        try {
            return Channels.newInputStream(channel(key));
        } catch (IOException e) {
            throw LocalErrors.failed("Reading object " + key, root, e);
        }
    }

    private FileChannel channel(String key) throws IOException {
        Path target = target(key);
        if (!isThere(target)) {
            throw absent(key);
        }
        try {
            return FileChannel.open(target, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw absent(key);
        }
    }

    private ForensicException absent(String key) {
        return ObjectKeys.notFound(root.toString(), key);
    }

    @Override
    public Optional<StoredObject> head(String key) {
        Path target = target(key);
        try {
            BasicFileAttributes found = Files.readAttributes(target, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && isPlainPath(target)
                    ? Optional.of(LocalListing.describe(key, found))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return headFailed(key, target, e);
        }
    }

    /** A key that runs through a file fails with "Not a directory", for which there is no exception of its own. */
    private Optional<StoredObject> headFailed(String key, Path target, IOException e) {
        if (!Files.isDirectory(root)) {
            throw LocalErrors.failed("Looking for object " + key, root, e);
        }
        for (Path above = target.getParent(); above != null && above.startsWith(root); above = above.getParent()) {
            if (Files.isRegularFile(above, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
        }
        throw LocalErrors.failed("Looking for object " + key, root, e);
    }

    @Override
    public List<StoredObject> list(String prefix, @Nullable String after, int limit) {
        ObjectKeys.checkPrefix(prefix);
        ObjectKeys.checkLimit(limit);
        try {
            return listing.list(prefix, after, limit);
        } catch (IOException e) {
            throw LocalErrors.failed("Listing objects under \"" + prefix + "\"", root, e);
        }
    }

    @Override
    public void delete(String key) {
        Path target = target(key);
        if (!isThere(target)) {
            return;
        }
        try {
            Files.deleteIfExists(target);
            directories.leave(target);
        } catch (IOException e) {
            throw LocalErrors.failed("Removing object " + key, root, e);
        }
    }

    @Override
    public Optional<Path> stagingDirectory() {
        return Optional.of(staging.directory());
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
