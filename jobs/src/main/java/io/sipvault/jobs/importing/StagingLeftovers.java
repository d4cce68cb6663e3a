package io.sipvault.jobs.importing;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Slices that imports left behind which were killed. Whoever removes them holds the lock, so nobody needs them. */
final class StagingLeftovers {
    private StagingLeftovers() {}

    static void remove(Path staging) {
        if (!Files.isDirectory(staging)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(staging, "import-*")) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removeFolder(folder);
                }
            }
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing what dead imports left in " + staging
                    + " failed: " + e.getMessage() + ". Is the data directory writable for this user?", e);
        }
    }

    static void removeFolder(Path folder) {
        try (DirectoryStream<Path> slices = Files.newDirectoryStream(folder)) {
            for (Path slice : slices) {
                Files.deleteIfExists(slice);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "removing " + folder + " failed: " + e.getMessage()
                    + ". Is the data directory writable for this user?", e);
        }
    }
}
