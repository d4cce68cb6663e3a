package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the chunk table knows of ages and expiry, and which days the index gave up. Each method is a transaction of its own.
 * Lists are pages in the order of ids: give the last id of the page before, or an empty text.
 */
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class ExpiryRegistry {
    private static final String FOR_GOOD = "state IN ('FOLDED', 'QUARANTINED')";
    private static final String FRAGMENTS = "state IN ('FOLDED', 'EXPIRED', 'SWEPT') AND folded_at IS NOT NULL"
            + " AND fragment_expired_ms IS NULL";
    /** 2000-01-01; what is said to be earlier is in the partition of undated documents. */
    private static final long EARLIEST_NS = 946_684_800_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Ids in one question. */
    private static final int AT_ONCE = 500;

    private final JdbcTemplate jdbc;

    public ExpiryRegistry(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Chunks of whose manifest nothing is known: they were registered by an older version, or it could not be read. */
    public List<ChunkId> undescribed(String after, int most) {
        return jdbc.query("SELECT id FROM chunk WHERE archived_ms IS NULL AND id > ? ORDER BY id LIMIT " + most,
                (row, n) -> ChunkId.parse(row.getString(1)), after);
    }

    public void describe(ChunkId id, ChunkFacts facts) {
        Instant captured = facts.captured();
        jdbc.update("UPDATE chunk SET archived_ms = ?, captured_ms = ?, stored_bytes = ?, object_key = ? WHERE id = ?",
                facts.archived().toEpochMilli(), captured == null ? null : captured.toEpochMilli(),
                facts.storedBytes(), facts.object(), id.toString());
    }

    /** Chunks that were folded, or given up, and whose packets did not expire. */
    public List<AgingChunk> aging(String after, int most) {
        return aging(FOR_GOOD, after, most);
    }

    /** Chunks that wait to be decoded or folded. Before that nothing of them expires. */
    public List<AgingChunk> unfinished(String after, int most) {
        return aging("state IN ('READY', 'DECODED')", after, most);
    }

    private List<AgingChunk> aging(String which, String after, int most) {
        return jdbc
                .query("SELECT id, archived_ms, captured_ms, stored_bytes, object_key, state, last_ns, registered_at,"
                        + " expired_ms FROM chunk WHERE " + which
                        + " AND archived_ms IS NOT NULL AND id > ? ORDER BY id LIMIT "
                        + most, (row, n) -> aging(row), after);
    }

    private static AgingChunk aging(ResultSet row) throws SQLException {
        ChunkFacts facts = new ChunkFacts(Instant.ofEpochMilli(row.getLong(2)), ofMs(row.getObject(3, Long.class)),
                row.getLong(4), row.getString(5));
        return new AgingChunk(ChunkId.parse(row.getString(1)), facts,
                ChunkState.valueOf(row.getString(6)) == ChunkState.FOLDED, ofNs(row.getObject(7, Long.class)),
                row.getTimestamp(8).toInstant(), row.getObject(9, Long.class) != null);
    }

    /** Their marks are durable. */
    public void expired(List<ExpiredChunk> chunks) {
        jdbc.batchUpdate("UPDATE chunk SET state = 'EXPIRED', expired_ms = ?, expired_policy = ? WHERE id = ? AND "
                + FOR_GOOD,
                chunks.stream().map(c -> new Object[]{c.expired().toEpochMilli(), c.policy(), c.id().toString()})
                        .toList());
    }

    /** Expired chunks whose data object is not deleted. */
    public List<ExpiredChunk> unswept(String after, int most) {
        return jdbc.query("SELECT id, object_key, expired_policy, expired_ms FROM chunk WHERE state = 'EXPIRED'"
                + " AND id > ? ORDER BY id LIMIT " + most,
                ExpiryRegistry::expired, after);
    }

    /** Those of some chunks whose packets expired, in the order of ids. */
    public List<ExpiredChunk> expiredOf(Collection<String> chunks) {
        List<String> sorted = chunks.stream().distinct().sorted().toList();
        List<ExpiredChunk> expired = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            List<String> some = sorted.subList(from, Math.min(sorted.size(), from + AT_ONCE));
            expired.addAll(jdbc.query("SELECT id, object_key, expired_policy, expired_ms FROM chunk"
                    + " WHERE state IN ('EXPIRED', 'SWEPT') AND id IN ("
                    + String.join(", ", Collections.nCopies(some.size(), "?")) + ") ORDER BY id",
                    ExpiryRegistry::expired, some.toArray()));
        }
        return expired;
    }

    private static ExpiredChunk expired(ResultSet row, int n) throws SQLException {
        return new ExpiredChunk(ChunkId.parse(row.getString(1)), row.getString(2), row.getString(3),
                Instant.ofEpochMilli(row.getLong(4)));
    }

    /** Their data objects are deleted. */
    public void swept(List<ExpiredChunk> chunks, Instant now) {
        jdbc.batchUpdate("UPDATE chunk SET state = 'SWEPT', swept_ms = ? WHERE id = ? AND state = 'EXPIRED'",
                chunks.stream().map(c -> new Object[]{now.toEpochMilli(), c.id().toString()}).toList());
    }

    /** Chunks whose fragment file is there and holds nothing of a time on; what is undated is none of them. */
    public List<AgedFragment> fragmentsBefore(Instant time, String after, int most) {
        return jdbc.query("SELECT id, first_ns, last_ns FROM chunk WHERE " + FRAGMENTS
                + " AND ((first_ns >= ? AND last_ns < ?) OR (last_ns IS NULL AND archived_ms < ?))"
                + " AND id > ? ORDER BY id LIMIT " + most,
                (row, n) -> new AgedFragment(ChunkId.parse(row.getString(1)), ofNs(row.getObject(2, Long.class)),
                        ofNs(row.getObject(3, Long.class))),
                EARLIEST_NS, time.getEpochSecond() * NANOS_PER_SECOND, time.toEpochMilli(), after);
    }

    /** Their fragment files are deleted. */
    public void fragmentsExpired(List<AgedFragment> fragments, Instant now) {
        jdbc.batchUpdate("UPDATE chunk SET fragment_expired_ms = ? WHERE id = ? AND fragment_expired_ms IS NULL",
                fragments.stream().map(f -> new Object[]{now.toEpochMilli(), f.id().toString()}).toList());
    }

    /** Which days the index gave up so far. */
    public Optional<IndexCutoff> cutoff() {
        return jdbc.query("SELECT cutoff, policy, expired_ms FROM index_expiry ORDER BY cutoff DESC LIMIT 1",
                (row, n) -> new IndexCutoff(LocalDate.parse(row.getString(1)), row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3))))
                .stream().findFirst();
    }

    /** Gives up more days. A cutoff that is no later than the one before changes nothing. */
    public void advance(IndexCutoff cutoff) {
        if (cutoff().map(before -> before.day().isBefore(cutoff.day())).orElse(true)) {
            jdbc.update("INSERT INTO index_expiry (cutoff, policy, expired_ms) VALUES (?, ?, ?)",
                    cutoff.day().toString(), cutoff.policy(), cutoff.expired().toEpochMilli());
        }
    }

    /** How many chunks can never expire since their manifest cannot be read. */
    public long unreadable() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT COUNT(*) FROM chunk WHERE archived_ms IS NULL",
                Long.class));
    }

    private static @Nullable Instant ofMs(@Nullable Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }

    private static @Nullable Instant ofNs(@Nullable Long ns) {
        return ns == null
                ? null
                : Instant.ofEpochSecond(Math.floorDiv(ns, NANOS_PER_SECOND), Math.floorMod(ns, NANOS_PER_SECOND));
    }
}
