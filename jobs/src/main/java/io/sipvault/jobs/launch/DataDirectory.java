package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one installation keeps everything that is local to it: the embedded store, the index, the database, the keys. Only
 * one process writes it at a time.
 */
public final class DataDirectory {
    private static final String FIRST_GENERATION = "g1";

    private final Path root;

    public DataDirectory(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Objects of the embedded store. */
    public Path store() {
        return root.resolve("store");
    }

    /** Slices of imports on their way to a store that is elsewhere. */
    public Path staging() {
        return root.resolve("staging");
    }

    /** Whether an import has archived what the database does not know yet. */
    public ImportMark importMark() {
        return new ImportMark(root);
    }

    /** Which archive the index and the database were made of. */
    Path archive() {
        return root.resolve("archive.properties");
    }

    /** Whether anything was imported into it or indexed in it. */
    public boolean isInUse() {
        return Files.exists(archive()) || holdsArchive();
    }

    /** Whether an archive lies in its own store. */
    boolean holdsArchive() {
        return Files.isDirectory(store().resolve("manifests"));
    }

    /** The database without its ending. */
    public Path database() {
        return root.resolve("db").resolve("sipvault");
    }

    /** The key that manifests are signed with. */
    public Path signingKey() {
        return root.resolve("keys").resolve("installation.key");
    }

    /** The index generation in use. */
    public Path index() {
        return root.resolve("index").resolve(currentGeneration());
    }

    /** Folder of another index generation, to be built beside the one in use. */
    public Path index(String generation) {
        return root.resolve("index").resolve(generation);
    }

    public String currentGeneration() {
        Path current = root.resolve("index").resolve("CURRENT");
        try {
            return Files.exists(current) ? Files.readString(current).strip() : FIRST_GENERATION;
        } catch (IOException e) {
            throw failure("reading", current, e);
        }
    }

    /** Makes another generation the one in use, at once for every reader that opens the index from then on. */
    public void switchTo(String generation) {
        Path folder = root.resolve("index");
        Path draft = folder.resolve("CURRENT.new");
        try {
            Files.createDirectories(folder);
            Files.writeString(draft, generation + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(draft, folder.resolve("CURRENT"), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("switching the index in", folder, e);
        }
    }

    /** Takes the right to write, if nobody has it. */
    public Optional<Lock> tryLock() {
        return lock(false);
    }

    /** Takes the right to write, waiting for whoever has it. */
    public Lock lock() {
        return lock(true).orElseThrow();
    }

    private Optional<Lock> lock(boolean wait) {
        Path file = root.resolve("lock");
        try {
            Files.createDirectories(root);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable
            FileLock lock = wait ? channel.lock() : channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Lock(channel));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("locking", file, e);
        }
    }

    private static ForensicException failure(String doing, Path path, IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + path + " failed: " + e.getMessage()
                + ". Is the data directory writable for this user?", e);
    }

    /** The right to write; ends with the process at the latest. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new ForensicException(ErrorCode.LOCAL_FILE, "unlocking the data directory failed: "
                        + e.getMessage(), e);
            }
        }
    }
}
