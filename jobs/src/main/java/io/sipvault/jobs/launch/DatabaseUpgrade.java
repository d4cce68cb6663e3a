package io.sipvault.jobs.launch;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Brings the tables of the database in the data directory to what this version needs, in a draft beside it that takes its
 * place when it is whole. H2 commits each statement that defines something, so a process that was killed between two of them,
 * or met a full disk, would leave tables which the next start can neither use nor mend. Any other database is changed in
 * place, in its own transactions.
 */
final class DatabaseUpgrade implements FlywayMigrationStrategy {
    private static final String URL = "jdbc:h2:file:";
    private static final String ENDING = ".mv.db";
    /** What a kill left of one is of no use to anybody. */
    private static final String DRAFT = ".draft";

    private final Path database;
    private final JdbcConnectionDetails details;

    /**
     * @param database
     *            where the embedded database is, without its ending
     */
    DatabaseUpgrade(Path database, JdbcConnectionDetails details) {
        this.database = database;
        this.details = details;
    }

    @Override
    public void migrate(Flyway flyway) {
        if (!isEmbedded()) {
            flyway.migrate();
            return;
        }
        try {
            Files.deleteIfExists(file(database.resolveSibling(database.getFileName() + DRAFT)));
            if (!isCurrent(flyway)) {
                replace(flyway);
            }
        } catch (SQLException e) {
            throw new ForensicException(ErrorCode.DATABASE, "opening the database " + file(database) + " failed: "
                    + e.getMessage() + ". It is as it was before", e);
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "bringing the database " + file(database)
                    + " to this version failed: " + e.getMessage()
                    + ". It is as it was before; the disk needs room for it twice while this goes on", e);
        }
    }

    /** A database beside it whose name only begins alike is another one. */
    private boolean isEmbedded() {
        String url = details.getJdbcUrl();
        return url.equals(URL + database) || url.startsWith(URL + database + ";");
    }

    /** Looks without making one where there is none. */
    private boolean isCurrent(Flyway flyway) throws SQLException {
        if (!Files.exists(file(database))) {
            return false;
        }
        DataSource plain = source(details.getJdbcUrl());
        try (Connection held = plain.getConnection()) {
            Flyway there = with(flyway, plain);
            if (there.info().pending().length > 0) {
                return false;
            }
            there.validate();
            // the pool opens before the last connection closes, so that the database does not have to open twice
            flyway.getConfiguration().getDataSource().getConnection().close();
            return true;
        }
    }

    private void replace(Flyway flyway) throws IOException, SQLException {
        Path folder = database.resolveSibling(".").normalize();
        Files.createDirectories(folder);
        // where a link leads somebody keeps it: there it stays
        Path place = Files.exists(file(database)) ? file(database).toRealPath() : file(database);
        Path draft = place.resolveSibling(database.getFileName() + DRAFT);
        try {
            Files.deleteIfExists(file(draft));
            if (Files.exists(place)) {
                // with its owner, as far as this user may: root, who only looked, must not keep the server out
                Files.copy(place, file(draft), StandardCopyOption.COPY_ATTRIBUTES);
            }
            fill(draft, flyway);
            Files.move(file(draft), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(place.resolveSibling(".").normalize(), StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(file(draft));
        }
    }

    private void fill(Path draft, Flyway flyway) throws IOException, SQLException {
        // failures are thrown; a file that tells them again would be left
        DataSource plain = source(url(draft) + ";TRACE_LEVEL_FILE=0");
        try (Connection held = plain.getConnection()) {
            with(flyway, plain).migrate();
        }
        force(file(draft), StandardOpenOption.WRITE);
    }

    private DataSource source(String url) {
        DriverManagerDataSource source = new DriverManagerDataSource(url);
        source.setUsername(details.getUsername());
        source.setPassword(details.getPassword());
        return source;
    }

    private String url(Path which) {
        return details.getJdbcUrl().replace(URL + database, URL + which);
    }

    private static Flyway with(Flyway flyway, DataSource source) {
        return Flyway.configure().configuration(flyway.getConfiguration()).dataSource(source).load();
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ENDING);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
