package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How commands find the server that holds their data directory: {@code DATA/server.json}, readable by its user alone, there
 * while the server runs. A server that was killed leaves it behind: only while the directory is locked does it count.
 *
 * @param url
 *            where it answers on this machine
 * @param token
 *            a bearer key of every scope
 * @param certificateSha256
 *            SHA-256 of the certificate that it answers with, in hex; null without TLS
 */
record ServerFile(String url, String token, long pid, @Nullable String certificateSha256) {
    private static final String NAME = "server.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    void write(DataDirectory data) {
        Path file = file(data);
        try {
            Path draft = Files.createTempFile(data.root(), NAME, ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, JSON.writeValueAsString(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failure("writing", file, e);
        }
    }

    static Optional<ServerFile> read(DataDirectory data) {
        Path file = file(data);
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ServerFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw failure("reading", file, e);
        }
    }

    static void remove(DataDirectory data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw failure("removing", file(data), e);
        }
    }

    private static Path file(DataDirectory data) {
        return data.root().resolve(NAME);
    }

    private static ForensicException failure(String doing, Path file, Exception e) {
        return new ForensicException(ErrorCode.LOCAL_FILE, doing + " " + file + " failed: " + e.getMessage()
                + ". It belongs to the user whom the server runs as", e);
    }

    @Override
    public String toString() {
        return url + " (process " + pid + ")";
    }
}
