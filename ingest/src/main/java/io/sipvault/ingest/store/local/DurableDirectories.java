package io.sipvault.ingest.store.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The directories of a store. A new file survives a power cut only when its directory was forced to disk, and that directory
 * only when its parent was: the set remembers for which directories this is done. Puts work under the shared lock, and a
 * directory that became empty is removed under the exclusive one, so no put loses its directory to a delete of this process.
 */
final class DurableDirectories {
    private static final int REMEMBERED_LIMIT = 20_000;
    /** How often a put starts again because another process removed its directory as empty. */
    private static final int ATTEMPTS = 50;

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    DurableDirectories(Path root) {
        this.root = root;
    }

    /** Creates an entry of a directory; throws what Files.createLink does. */
    interface Linker {
        void link(Path target) throws IOException;
    }

    /** Makes the target's directory, lets the linker create the target in it and makes all of it durable. */
    void enter(Path target, Linker linker) throws IOException {
        lock.readLock().lock();
        try {
            enterLocked(target, linker);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void enterLocked(Path target, Linker linker) throws IOException {
        Path directory = parent(target);
        for (int attempt = 1;; attempt++) {
            try {
                ensure(directory);
                linkDurably(target, directory, linker);
                return;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                durable.clear();
            }
        }
    }

    /** Forces the directory when the name was taken too: the winner may not have come so far, and callers build on it. */
    private static void linkDurably(Path target, Path directory, Linker linker) throws IOException {
        try {
            linker.link(target);
        } catch (FileAlreadyExistsException e) {
            force(directory);
            throw e;
        }
        force(directory);
    }

    /** Removes the directories above a removed file that are empty now, and makes the removal durable. */
    void leave(Path removed) throws IOException {
        lock.writeLock().lock();
        try {
            Path directory = parent(removed);
            while (!isKept(directory)) {
                directory = parent(directory);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes a directory if it is empty, else makes its entries durable. Another process may have removed it before. */
    private boolean isKept(Path directory) throws IOException {
        if (directory.equals(root) || !removeIfEmpty(directory)) {
            try {
                force(directory);
                return true;
            } catch (NoSuchFileException e) {
                if (directory.equals(root)) {
                    throw e;
                }
            }
        }
        return false;
    }

    private boolean removeIfEmpty(Path directory) throws IOException {
        durable.remove(directory);
        try {
            Files.deleteIfExists(directory);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
    }

    private void ensure(Path directory) throws IOException {
        if (directory.equals(root) || durable.contains(directory)) {
            return;
        }
        Path above = parent(directory);
        ensure(above);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
        }
        force(above);
        remember(directory);
    }

    private void remember(Path directory) {
        if (durable.size() >= REMEMBERED_LIMIT) {
            durable.clear();
        }
        durable.add(directory);
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }

    /** Forces a directory's entries to disk. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
