package io.sipvault.agent.command;

import io.sipvault.agent.spool.DurableFile;
import io.sipvault.agent.spool.SpoolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Scopes that run, on disk, so that they go on after a restart. */
final class ScopeStore {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeStore.class);

    private final Path file;

    /** A scope and when it began. */
    record Stored(Scope scope, Instant startedAt) {}

    private record State(List<Stored> scopes) {}

    ScopeStore(Path file) {
        this.file = file;
    }

    /** What an earlier process left. What cannot be read must not keep the agent from capturing: the scopes are over then. */
    List<Stored> load() {
        try {
            return CommandJson.MAPPER.readValue(Files.readAllBytes(file), State.class).scopes;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | JacksonException e) {
            LOG.error("reading scoped captures from {} failed, none goes on: {}", file, e.getMessage());
            return List.of();
        }
    }

    /** Makes it durable that these run. */
    void save(List<Stored> running) {
        try {
            DurableFile.write(file, CommandJson.MAPPER.writeValueAsBytes(new State(running)));
        } catch (IOException e) {
            throw SpoolFailure.of("writing scoped captures to", file, e);
        }
    }
}
