package io.sipvault.ingest.store.local;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Says what an IOException of a local store means to whoever runs it. */
final class LocalErrors {
    private LocalErrors() {}

    /** What was being done ends with the key, as in "Storing object a/b". */
    static ForensicException failed(String doing, Path root, IOException e) {
        return new ForensicException(ErrorCode.STORE,
                doing + " in " + root + ": " + reason(e) + ". " + advice(root), e);
    }

    /** @param neededBytes how many bytes were to be written */
    static ForensicException writeFailed(String doing, Path root, long neededBytes, IOException e) {
        long freeBytes = freeBytes(root);
        if (!isFull(e) && (freeBytes < 0 || freeBytes >= neededBytes)) {
            return failed(doing, root, e);
        }
        return new ForensicException(ErrorCode.DISK_FULL,
                doing + " in " + root + ": no room left, needed " + neededBytes + " bytes, " + freeBytes
                        + " bytes are free (" + reason(e)
                        + "). Nothing was stored. Free some space, shorten the retention"
                        + " or enlarge the file system; where bytes are free, look at inodes (df -i) and quotas.",
                e);
    }

    /** The file that was to be stored cannot be read. */
    static ForensicException inputFailed(String key, Path file, IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, "Storing file " + file + " as object " + key
                + ": the file cannot be read (" + reason(e) + "). Was it moved or removed meanwhile?", e);
    }

    /** A key runs through another key or through something that is no directory of this store. */
    static ForensicException obstructed(String key, Path root) {
        return new ForensicException(ErrorCode.BAD_REQUEST,
                "Storing object " + key + " in " + root + ": a part of the key is an object already, or the key is a"
                        + " directory of other objects, or a symbolic link stands there. Use another key.");
    }

    private static boolean isFull(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.contains("No space left") || reason.contains("quota exceeded");
    }

    private static long freeBytes(Path root) {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException fse) {
            String reason = fse.getReason();
            return e.getClass().getSimpleName() + " at " + fse.getFile() + (reason == null ? "" : ", " + reason);
        }
        return e.toString();
    }

    private static String advice(Path root) {
        try {
            return "Check that " + root + " is mounted, writable and healthy (owner "
                    + Files.getOwner(root).getName() + ", mode "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(root)) + ").";
        } catch (IOException | UnsupportedOperationException e) {
            return "Check that " + root + " is mounted, readable and writable.";
        }
    }
}
