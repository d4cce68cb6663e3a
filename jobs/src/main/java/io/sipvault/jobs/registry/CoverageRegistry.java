package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.wire.EpochNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the chunk table knows of capturing: by agent and kind, without imports. Each method is a transaction of its own. */
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class CoverageRegistry {
    /** Chunks of several interfaces overlap, so that they may end in another order than they are counted. */
    private static final int OUT_OF_ORDER = 2;
    /** Drops or gaps in one answer. */
    private static final int MOST_LOSSES = 10_000;

    private final JdbcTemplate jdbc;

    public CoverageRegistry(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** All that any agent rolled, by agent and kind. */
    public List<CaptureTrack> tracks() {
        return jdbc.query("SELECT agent, kind FROM capture_track ORDER BY agent, kind",
                (row, n) -> new CaptureTrack(row.getString(1), ChunkKind.ofWord(row.getString(2))));
    }

    /** The last chunk of every chain, those of imports too, as far as it was ever met. */
    public List<ChunkId> ends() {
        return jdbc.query("SELECT agent, kind, MAX(place) FROM chunk WHERE place IS NOT NULL GROUP BY agent, kind"
                + " ORDER BY agent, kind",
                (row, n) -> new ChunkId(row.getString(1), ChunkKind.ofWord(row.getString(2)), row.getInt(3)));
    }

    /** The newest chunk of a track. */
    public Optional<CapturedChunk> last(CaptureTrack track) {
        return jdbc.query("SELECT place, seen_from_ns, seen_to_ns, state, archived_ms FROM chunk WHERE kind = ?"
                + " AND agent = ? ORDER BY kind DESC, agent DESC, place DESC LIMIT 1", (row, n) -> chunk(row),
                track.kind().word(),
                track.agent()).stream().findFirst();
    }

    /**
     * The chunks of a track that touch a time, in sequence, with some before and after them.
     *
     * @param consumer
     *            given each; there may be very many
     */
    public void chunks(CaptureTrack track, Instant from, Instant to, Consumer<CapturedChunk> consumer) {
        Integer before = first("SELECT place FROM chunk WHERE kind = ? AND agent = ? AND seen_to_ns < ?"
                + " ORDER BY kind DESC, agent DESC, seen_to_ns DESC LIMIT 1", Integer.class, track.kind().word(),
                track.agent(), EpochNanos.of(from));
        Integer behind = first("SELECT place FROM chunk WHERE kind = ? AND agent = ? AND seen_to_ns > ?"
                + " ORDER BY kind, agent, seen_to_ns LIMIT 1", Integer.class, track.kind().word(), track.agent(),
                EpochNanos.of(to));
        jdbc.query("SELECT place, seen_from_ns, seen_to_ns, state, archived_ms FROM chunk WHERE kind = ?"
                + " AND agent = ? AND place BETWEEN ? AND ? ORDER BY place", row -> {
                    consumer.accept(chunk(row));
                }, track.kind().word(), track.agent(), before == null ? 0 : before - OUT_OF_ORDER,
                behind == null ? Integer.MAX_VALUE : behind + OUT_OF_ORDER);
    }

    private <T> @Nullable T first(String query, Class<T> type, Object... arguments) {
        return jdbc.queryForList(query, type, arguments).stream().findFirst().orElse(null);
    }

    private static CapturedChunk chunk(ResultSet row) throws SQLException {
        return new CapturedChunk(row.getInt(1), ofNs(row.getObject(2, Long.class)), ofNs(row.getObject(3, Long.class)),
                ChunkState.valueOf(row.getString(4)), ofMs(row.getObject(5, Long.class)));
    }

    /** Gaps of a track that touch a time, by their beginning; at most 10,000. */
    public List<Gap> gaps(CaptureTrack track, Instant from, Instant to) {
        return jdbc.query("SELECT from_ns, to_ns FROM chunk_gap WHERE agent = ? AND kind = ? AND to_ns >= ?"
                + " AND from_ns <= ? ORDER BY from_ns LIMIT " + MOST_LOSSES,
                (row, n) -> new Gap(EpochNanos.instant(row.getLong(1)), EpochNanos.instant(row.getLong(2))),
                track.agent(),
                track.kind().word(), EpochNanos.of(from), EpochNanos.of(to));
    }

    /** Drops of an agent that may have been in a time, by when they were told; at most 10,000. */
    public List<ToldDrops> drops(String agent, Instant from, Instant to) {
        return jdbc.query("SELECT * FROM (SELECT d.kind, d.by_kernel, d.by_agent, d.told_ms,"
                + " (SELECT b.archived_ms FROM chunk b WHERE b.agent = d.agent AND b.archived_ms < d.told_ms"
                + " ORDER BY b.agent DESC, b.archived_ms DESC LIMIT 1) AS told_before, (SELECT c.seen_to_ns FROM chunk c WHERE c.kind = d.kind AND c.agent = d.agent"
                + " AND c.place < d.place AND c.seen_to_ns IS NOT NULL ORDER BY c.kind DESC, c.agent DESC, c.place DESC LIMIT 1) AS covered_before FROM chunk_drop d WHERE d.agent = ? AND d.told_ms >= ?)"
                + " told WHERE told_before IS NULL OR covered_before IS NULL OR told_before <= ? OR covered_before <= ?"
                + " ORDER BY told_ms LIMIT " + MOST_LOSSES, (row, n) -> drops(agent, row), agent, from.toEpochMilli(),
                to.toEpochMilli(), EpochNanos.of(to));
    }

    private static ToldDrops drops(String agent, ResultSet row) throws SQLException {
        return new ToldDrops(new CaptureTrack(agent, ChunkKind.ofWord(row.getString(1))), row.getLong(2),
                row.getLong(3), Instant.ofEpochMilli(row.getLong(4)), ofMs(row.getObject(5, Long.class)),
                ofNs(row.getObject(6, Long.class)));
    }

    /** What all manifests of each agent say was dropped; agents that dropped nothing are not among them. */
    public Map<String, DropSums> dropSums() {
        Map<String, DropSums> sums = new HashMap<>();
        jdbc.query("SELECT agent, SUM(by_kernel), SUM(by_agent) FROM chunk_drop GROUP BY agent", row -> {
            sums.put(row.getString(1), new DropSums(row.getLong(2), row.getLong(3)));
        });
        return sums;
    }

    /** Chunks of agents whose manifest was not read for this, by id: an older version registered them. */
    public List<ChunkId> undescribed(String after, int most) {
        return jdbc.query("SELECT id FROM chunk WHERE kind IN ('sip', 'rtp', 'log') AND losses_read = FALSE"
                + " AND id > ? ORDER BY id LIMIT " + most, (row, n) -> ChunkId.parse(row.getString(1)), after);
    }

    /** Writes what the manifest of such a chunk says. */
    public void describe(ChunkManifest manifest) {
        new CaptureRows(jdbc).write(manifest);
    }

    private static @Nullable Instant ofNs(@Nullable Long ns) {
        return ns == null ? null : EpochNanos.instant(ns);
    }

    private static @Nullable Instant ofMs(@Nullable Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }

}
