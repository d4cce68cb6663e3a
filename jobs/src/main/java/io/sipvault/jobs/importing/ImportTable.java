package io.sipvault.jobs.importing;

import io.sipvault.ingest.importing.ImportReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of imports. */
final class ImportTable {
    private static final int LONGEST_REASON = 1900;
    private static final String COLUMNS = "SELECT id, name, agent, state, staged, file_bytes, packets, content_bytes,"
            + " chunks, reason, received_ms, ended_ms FROM import_file ";

    private final JdbcTemplate jdbc;
    private final Clock clock;

    ImportTable(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes a file that was received, in place of an import of it that did not succeed. @return false when one did */
    boolean queue(String id, String name, String agent, String staged, long bytes) {
        long now = clock.millis();
        if (jdbc.update("UPDATE import_file SET name = ?, agent = ?, state = 'QUEUED', staged = ?, file_bytes = ?,"
                + " reason = NULL, received_ms = ?, changed_ms = ?, ended_ms = NULL"
                + " WHERE id = ? AND state IN ('FAILED', 'INTERRUPTED')", name, agent, staged, bytes, now, now,
                id) == 1) {
            return true;
        }
        try {
            jdbc.update("INSERT INTO import_file (id, name, agent, state, staged, file_bytes, received_ms, changed_ms)"
                    + " VALUES (?, ?, ?, 'QUEUED', ?, ?, ?, ?)", id, name, agent, staged, bytes, now, now);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Notes a file that was archived from where it lies, unless it was before. */
    void archivedInPlace(ImportReport report, String name, String agent, long bytes) {
        if (find(report.id()).filter(row -> !row.state().isRepeatable()).isEmpty()) {
            queue(report.id(), name, agent, "", bytes);
            archived(report);
        }
    }

    void state(String id, ImportState state) {
        jdbc.update("UPDATE import_file SET state = ?, changed_ms = ? WHERE id = ?", state.name(), clock.millis(), id);
    }

    void archived(ImportReport report) {
        jdbc.update("UPDATE import_file SET state = 'INDEXING', staged = NULL, packets = ?, content_bytes = ?,"
                + " chunks = ?, reason = ?, changed_ms = ? WHERE id = ?", report.packets(), report.contentBytes(),
                report.chunks().size(), shortened(report.damage()), clock.millis(), report.id());
    }

    /** It goes on later: the reason is not the file's. */
    void putBack(String id, @Nullable String reason) {
        jdbc.update("UPDATE import_file SET state = 'QUEUED', reason = ?, changed_ms = ? WHERE id = ?",
                shortened(reason), clock.millis(), id);
    }

    void end(String id, ImportState state, @Nullable String reason) {
        jdbc.update("UPDATE import_file SET state = ?, staged = NULL, reason = COALESCE(?, reason), changed_ms = ?,"
                + " ended_ms = ? WHERE id = ?", state.name(), shortened(reason), clock.millis(), clock.millis(), id);
    }

    Optional<ImportRow> find(String id) {
        return jdbc.query(COLUMNS + "WHERE id = ?", ImportTable::row, id).stream().findFirst();
    }

    /** Those in a state, the earliest first. */
    List<ImportRow> in(ImportState state) {
        return jdbc.query(COLUMNS + "WHERE state = ? ORDER BY received_ms, id", ImportTable::row, state.name());
    }

    Optional<ImportRow> next() {
        return jdbc.query(COLUMNS + "WHERE state = 'QUEUED' ORDER BY received_ms, id LIMIT 1", ImportTable::row)
                .stream().findFirst();
    }

    /** The newest first, from behind a row on. */
    List<ImportRow> page(@Nullable ImportRow behind, int limit) {
        return behind == null
                ? jdbc.query(COLUMNS + "ORDER BY received_ms DESC, id LIMIT " + limit, ImportTable::row)
                : jdbc.query(COLUMNS + "WHERE received_ms < ? OR (received_ms = ? AND id > ?)"
                        + " ORDER BY received_ms DESC, id LIMIT " + limit, ImportTable::row,
                        behind.received().toEpochMilli(), behind.received().toEpochMilli(), behind.id());
    }

    Map<ImportState, Long> states() {
        Map<ImportState, Long> states = new EnumMap<>(ImportState.class);
        jdbc.query("SELECT state, COUNT(*) FROM import_file GROUP BY state", row -> {
            states.put(ImportState.valueOf(row.getString(1)), row.getLong(2));
        });
        return states;
    }

    long count() {
        Long count = jdbc.queryForObject("SELECT COUNT(*) FROM import_file", Long.class);
        return count == null ? 0 : count;
    }

    private static ImportRow row(ResultSet row, int number) throws SQLException {
        long ended = row.getLong(12);
        return new ImportRow(row.getString(1), row.getString(2), row.getString(3),
                ImportState.valueOf(row.getString(4)), row.getString(5), row.getLong(6), row.getLong(7),
                row.getLong(8), row.getInt(9), row.getString(10), Instant.ofEpochMilli(row.getLong(11)),
                ended == 0 ? null : Instant.ofEpochMilli(ended));
    }

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
