package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there while an import archives chunks which the database does not know yet. Whoever finds it left behind by
 * an import that died looks for such chunks in the whole archive. The caller holds the lock.
 */
public final class ImportMark {
    private final Path folder;
    private final Path file;

    ImportMark(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("importing");
    }

    /** Whether it is there. */
    public boolean isSet() {
        return Files.exists(file);
    }

    /** Sets it. @return whether it was there already */
    public boolean begin() {
        try {
            boolean left = Files.exists(file);
            if (!left) {
                Files.createFile(file);
                force();
            }
            return left;
        } catch (IOException e) {
            throw failed("making", e);
        }
    }

    /** The mark has to be there after a power cut, too. */
    private void force() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Every chunk is known and indexed. */
    public void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed("removing", e);
        }
    }

    private ForensicException failed(String doing, IOException e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + e.getMessage()
                + ". Is the data directory writable for this user?", e);
    }
}
