package io.sipvault.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a start does to a database of an earlier version, or to none, and what is left when it ends in the middle. */
final class DatabaseUpgradeTest {
    private static final String ALL = "latest";

    @TempDir
    private Path folder;

    @Test
    void makesADatabaseWhereThereIsNone() throws Exception {
        upgrade(flyway(0, ALL));

        assertThat(number("SELECT COUNT(*) FROM capture_track")).isZero();
        assertThat(names()).containsExactly("sipvault.mv.db");
    }

    @Test
    void keepsTheRowsOfAnEarlierVersion() throws Exception {
        upgrade(flyway(0, "11"));
        change("INSERT INTO figure VALUES ('kept', '', 5)");

        upgrade(flyway(0, ALL));

        assertThat(number("SELECT amount FROM figure WHERE name = 'kept'")).isEqualTo(5);
        assertThat(number("SELECT COUNT(*) FROM index_expiry")).isZero();
    }

    /** The statement after which it ends: at the beginning, within a migration, within the last one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9, 20, 24, 33})
    void startsAgainAfterAnEndBetweenTwoStatements(int statement) throws Exception {
        assertThatThrownBy(() -> upgrade(flyway(statement, ALL))).hasStackTraceContaining("ended here");
        assertThat(names()).isEmpty();

        upgrade(flyway(0, ALL));

        assertThat(number("SELECT COUNT(*) FROM chunk_gap")).isZero();
    }

    @Test
    void leavesTheDatabaseAsItWasWhenAnUpgradeFails() throws Exception {
        upgrade(flyway(0, "11"));
        double columns = number("SELECT COUNT(*) FROM information_schema.columns");

        assertThatThrownBy(() -> upgrade(flyway(3, ALL))).hasStackTraceContaining("ended here");

        assertThat(names()).containsExactly("sipvault.mv.db");
        assertThat(number("SELECT COUNT(*) FROM information_schema.columns")).isEqualTo(columns);
    }

    @Test
    void makesADraftThatAKillLeftAnew() throws Exception {
        upgrade(flyway(0, "11"));
        Files.writeString(file("sipvault.draft.mv.db"), "half of a database");

        upgrade(flyway(0, ALL));

        assertThat(number("SELECT COUNT(*) FROM capture_track")).isZero();
        assertThat(names()).containsExactly("sipvault.mv.db");
    }

    @Test
    void changesNothingWhereNothingIsToDo() throws Exception {
        upgrade(flyway(0, ALL));
        Object place = Files.getAttribute(file("sipvault.mv.db"), "unix:ino");
        Files.writeString(file("sipvault.draft.mv.db"), "left by a kill");

        upgrade(flyway(0, ALL));

        assertThat(Files.getAttribute(file("sipvault.mv.db"), "unix:ino")).isEqualTo(place);
        assertThat(names()).containsExactly("sipvault.mv.db");
    }

    @Test
    void leavesTheDatabaseWhereALinkLeads() throws Exception {
        upgrade(flyway(0, "11"));
        Path kept = Files.createDirectory(folder.resolve("elsewhere")).resolve("kept.mv.db");
        Files.move(file("sipvault.mv.db"), kept);
        Files.createSymbolicLink(file("sipvault.mv.db"), kept);
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-rw-rw-"));

        upgrade(flyway(0, ALL));

        assertThat(file("sipvault.mv.db")).isSymbolicLink();
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(number("SELECT COUNT(*) FROM capture_track")).isZero();
    }

    @Test
    void changesAnotherDatabaseInPlace() throws Exception {
        String other = url().replace("/sipvault;", "/sipvault-2;");

        new DatabaseUpgrade(file("sipvault"), details(other)).migrate(Flyway.configure()
                .dataSource(other, "sa", "").locations("classpath:db/migration/jobs").load());

        assertThat(names()).contains("sipvault-2.mv.db").noneMatch(name -> name.contains("draft"));
    }

    private void upgrade(Flyway flyway) {
        new DatabaseUpgrade(file("sipvault"), details(url())).migrate(flyway);
    }

    private static JdbcConnectionDetails details(String url) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "sa";
            }

            @Override
            public String getPassword() {
                return "";
            }

            @Override
            public String getJdbcUrl() {
                return url;
            }
        };
    }

    /**
     * @param endsAfter
     *            the statement after which it ends as by a kill, from 1; 0 for none
     * @param target
     *            the last migration
     */
    private Flyway flyway(int endsAfter, String target) {
        DataSource source = new DriverManagerDataSource(url(), "sa", "");
        return Flyway.configure().dataSource(source).locations("classpath:db/migration/jobs").target(target)
                .callbacks(new EndAfter(endsAfter)).load();
    }

    private String url() {
        return "jdbc:h2:file:" + file("sipvault") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    }

    private Path file(String name) {
        return folder.resolve("db").resolve(name);
    }

    /** Of databases; H2 tells of refused statements in a file beside. */
    private List<String> names() throws Exception {
        try (Stream<Path> all = Files.list(folder.resolve("db"))) {
            return all.map(p -> p.getFileName().toString()).filter(name -> !name.equals("sipvault.trace.db")).toList();
        }
    }

    private double number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                var rows = connection.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getDouble(1);
        }
    }

    private void change(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "")) {
            connection.createStatement().executeUpdate(statement);
        }
    }

    /** Stands for a kill: nothing that Flyway would do afterwards mends what H2 has committed. */
    private record EndAfter(int statement, AtomicInteger seen) implements Callback {
        EndAfter(int statement) {
            this(statement, new AtomicInteger());
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            if (seen.incrementAndGet() == statement) {
                throw new IllegalStateException("ended here");
            }
        }

        @Override
        public String getCallbackName() {
            return "end";
        }
    }
}
