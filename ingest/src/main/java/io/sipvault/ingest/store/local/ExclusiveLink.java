package io.sipvault.ingest.store.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a file a second name that must be free. A hard link does this in one step of the file system, whoever races. File
 * systems without hard links (FAT, some network mounts) get a check and a rename under one lock, which holds only while one
 * process writes.
 */
sealed interface ExclusiveLink {
    /** Names the file; the old name may be gone afterwards. */
    void link(Path target, Path file) throws IOException;

    /** A path under which a file that lies elsewhere can be linked, or nothing when it must be copied. */
    Optional<Path> stage(Path file, Staging staging);

    /** Tries what the file system of a staging directory can do. */
    static ExclusiveLink suitedTo(Staging staging) throws IOException {
        Path file = staging.write(new byte[0]);
        Path probe = staging.freshPath();
        try {
            Files.createLink(probe, file);
            return new HardLink();
        } catch (IOException | UnsupportedOperationException e) {
            LoggerFactory.getLogger(ExclusiveLink.class).warn(
                    "{}: no hard links on this file system ({}); only one process may write to this store",
                    staging.directory(), e.toString());
            return new LockedRename(Files.getFileStore(staging.directory()));
        } finally {
            staging.discard(probe);
            staging.discard(file);
        }
    }

    /** One step, whoever races. */
    final class HardLink implements ExclusiveLink {
        private static final Logger LOG = LoggerFactory.getLogger(HardLink.class);

        @Override
        public void link(Path target, Path file) throws IOException {
            Files.createLink(target, file);
        }

        @Override
        public Optional<Path> stage(Path file, Staging staging) {
            Path part = staging.freshPath();
            try {
                Files.createLink(part, file);
                return Optional.of(part);
            } catch (IOException | UnsupportedOperationException e) {
                LOG.debug("{} is copied: it cannot be linked", file, e);
                return Optional.empty();
            }
        }
    }

    /** One writer at a time in this process. */
    final class LockedRename implements ExclusiveLink {
        private static final Logger LOG = LoggerFactory.getLogger(LockedRename.class);
        private final FileStore fileStore;

        LockedRename(FileStore fileStore) {
            this.fileStore = fileStore;
        }

        @Override
        public synchronized void link(Path target, Path file) throws IOException {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public Optional<Path> stage(Path file, Staging staging) {
            try {
                return Files.getFileStore(file).equals(fileStore) ? Optional.of(file) : Optional.empty();
            } catch (IOException e) {
                LOG.debug("{} is copied: its file system is not known", file, e);
                return Optional.empty();
            }
        }
    }
}
