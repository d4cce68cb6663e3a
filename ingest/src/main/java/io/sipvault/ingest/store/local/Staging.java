package io.sipvault.ingest.store.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory on the store's own file system where objects are written before they get their key. */
final class Staging {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private final Path directory;

    Staging(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** A name that no other put has. */
    Path freshPath() {
        return directory.resolve(UUID.randomUUID() + ".part");
    }

    /** Writes a durable file and gives its path; a failure leaves no file. */
    Path write(byte[] content) throws IOException {
        Path part = freshPath();
        try (FileChannel channel = create(part)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            return part;
        } catch (IOException | RuntimeException e) {
            discard(part);
            throw e;
        }
    }

    /** Copies a durable file of exactly the source's size and gives its path; a failure leaves no file. */
    Path copy(FileChannel source) throws IOException {
        Path part = freshPath();
        try (FileChannel channel = create(part)) {
            transfer(source, channel, source.size());
            channel.force(true);
            return part;
        } catch (IOException | RuntimeException e) {
            discard(part);
            throw e;
        }
    }

    private static void transfer(FileChannel source, FileChannel target, long size) throws IOException {
        long done = 0;
        while (done < size) {
            long moved = source.transferTo(done, size - done, target);
            if (moved <= 0) {
                throw new IOException("the source ended at " + done + " of " + size + " bytes");
            }
            done += moved;
        }
    }

    private static FileChannel create(Path part) throws IOException {
        return FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Removes a file that is not needed any more; one that resists is left to the next sweep. */
    void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("Staging file {} could not be removed and is left to the next start: {}", part,
                    e.toString());
        }
    }

    /** Removes what interrupted puts left behind more than a day before now. */
    void sweep(Instant now) {
        Instant oldest = now.minus(LEFTOVER_AGE);
        int removed = 0;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory)) {
            for (Path part : parts) {
                removed += isLeftover(part, oldest) && Files.deleteIfExists(part) ? 1 : 0;
            }
        } catch (IOException e) {
            LOG.warn("Leftovers in {} could not be removed", directory, e);
        }
        if (removed > 0) {
            LOG.info("{}: removed {} leftovers of interrupted writes", directory, removed);
        }
    }

    private static boolean isLeftover(Path part, Instant oldest) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(part, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        return attributes.isRegularFile() && attributes.lastModifiedTime().toInstant().isBefore(oldest);
    }
}
