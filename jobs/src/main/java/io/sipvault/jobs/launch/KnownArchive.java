package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Which archive a data directory's index and database were made of, as a file there remembers it.
 *
 * @param id the mark that lies in the archive itself, so that an archive is known again when it was moved
 * @param location where it was when it was written last
 */
record KnownArchive(String id, String location) {
    private static final String ID = "id";
    private static final String LOCATION = "location";

    static Optional<KnownArchive> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw failed("reading", file, e);
        }
        return Optional.of(
                new KnownArchive(properties.getProperty(ID, "").strip(), properties.getProperty(LOCATION, "").strip()));
    }

    void write(Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(draft,
                    "# Written by Sipvault: the archive that index and db were made of.\n" + ID + "=" + id
                            + "\n" + LOCATION + "=" + location.replace("\\", "\\\\") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("writing", file, e);
        }
    }

    private static ForensicException failed(String doing, Path file, Exception e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + e.getMessage()
                + ". Is the data directory readable and writable for this user?", e);
    }
}
