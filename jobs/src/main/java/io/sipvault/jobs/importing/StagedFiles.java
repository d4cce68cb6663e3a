package io.sipvault.jobs.importing;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Hash128;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Files that were received and wait to be archived, each in a folder of its own under its own name. */
final class StagedFiles {
    private static final int BUFFER = 1 << 18;
    /** How much may come in between two looks at the disk. */
    private static final long LOOK_BYTES = 64L << 20;
    private static final int LONGEST_NAME = 200;
    private static final int DIGEST_IN_ID = 16;

    private final Path folder;
    private final ImportSettings settings;
    private final AtomicLong staged = new AtomicLong();

    /** A file that is there. @param folder its folder's name */
    record Staged(String id, String folder, String name, long bytes) {}

    StagedFiles(Path folder, ImportSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Receives a file, durably.
     *
     * @param announced
     *            how many bytes will come, as far as is known; negative when it is not
     * @throws ForensicException
     *             DISK_FULL when there is no room for it; BAD_REQUEST when it is empty
     */
    Staged receive(InputStream body, String name, long announced) throws IOException {
        makeSureOfRoom(Math.max(0, announced));
        Files.createDirectories(folder);
        Path own = Files.createTempDirectory(folder, "upload-");
        Path file = own.resolve(safe(name));
        long[] received = new long[1];
        try {
            String sha256 = copy(body, file, received);
            if (received[0] == 0) {
                throw new ForensicException(ErrorCode.BAD_REQUEST,
                        "receiving '" + name + "': the body is empty; send the bytes of the file");
            }
            return new Staged("import-" + sha256.substring(0, DIGEST_IN_ID), own.getFileName().toString(),
                    file.getFileName().toString(), received[0]);
        } catch (IOException | RuntimeException e) {
            staged.addAndGet(-received[0]);
            removeFolder(own);
            if (full(e)) {
                throw diskFull("the disk of " + folder + " is full", e);
            }
            throw e;
        }
    }

    private String copy(InputStream body, Path file, long[] received) throws IOException {
        MessageDigest digest = Hash128.sha256();
        byte[] buffer = new byte[BUFFER];
        long looked = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                received[0] += n;
                staged.addAndGet(n);
                if (received[0] - looked >= LOOK_BYTES || looked == 0) {
                    looked = received[0];
                    makeSureOfRoom(0);
                }
                digest.update(buffer, 0, n);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void makeSureOfRoom(long more) throws IOException {
        long most = settings.mostStaged().toBytes();
        if (staged.get() + more > most) {
            throw diskFull("files that wait to be archived may take " + most + " bytes (sipvault.imports.most-staged)"
                    + " and take " + staged.get() + "; " + more + " more were announced", null);
        }
        Path there = Files.isDirectory(folder) ? folder : folder.toAbsolutePath().getRoot();
        long free = Files.getFileStore(there).getUsableSpace();
        if (free - more < settings.keepFree().toBytes()) {
            throw diskFull("the disk of " + folder + " has " + free + " bytes free, of which "
                    + settings.keepFree().toBytes() + " are kept (sipvault.imports.keep-free)", null);
        }
    }

    private static boolean full(Exception e) {
        return String.valueOf(e.getMessage()).contains("No space left on device");
    }

    private static ForensicException diskFull(String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new ForensicException(ErrorCode.DISK_FULL, "receiving a file: " + why
                + ". Nothing of it was kept; make room, then send it again", cause);
    }

    /** The last part of a name that a stranger gave, as a file may be called. */
    static String safe(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder safe = new StringBuilder();
        int bytes = 0;
        for (int c : last.codePoints().filter(StagedFiles::isHarmless).toArray()) {
            bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (bytes <= LONGEST_NAME) {
                safe.appendCodePoint(c);
            }
        }
        String stripped = safe.toString().strip();
        return stripped.isEmpty() || stripped.equals(".") || stripped.equals("..") ? "upload" : stripped;
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c) && Character.isDefined(c) && type != Character.SURROGATE
                && type != Character.FORMAT;
    }

    Path path(String own, String name) {
        return folder.resolve(own).resolve(name);
    }

    boolean isThere(String own, String name) {
        return Files.isRegularFile(path(own, name), LinkOption.NOFOLLOW_LINKS);
    }

    void remove(String own) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(own))) {
            for (Path file : files) {
                staged.addAndGet(-Files.size(file));
            }
        } catch (IOException e) {
            return;
        }
        removeFolder(folder.resolve(own));
    }

    /** Removes what is not wanted any more, and counts the rest: what a kill left behind. */
    void keepOnly(Collection<String> wanted) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        long bytes = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, "upload-*")) {
            for (Path own : folders) {
                if (wanted.contains(own.getFileName().toString())) {
                    bytes += bytesOf(own);
                } else {
                    removeFolder(own);
                }
            }
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "looking for received files in " + folder + " failed: "
                    + e.getMessage() + ". Is the data directory readable for this user?", e);
        }
        staged.set(bytes);
    }

    private static long bytesOf(Path own) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(own)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static void removeFolder(Path own) {
        StagingLeftovers.removeFolder(own);
    }
}
