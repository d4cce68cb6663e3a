package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.wire.EpochNanos;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what a manifest says of capturing: from when to when, what was dropped, when nothing was captured. */
final class CaptureRows {
    /** Of one manifest; an agent merges its own, so that more can only be meant to harm. */
    private static final int MOST_GAPS = 1_000;
    /** What fits a number of nanoseconds, with room to reckon. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final JdbcTemplate jdbc;

    CaptureRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that an agent rolls chunks of a kind. */
    void track(ChunkId id) {
        if (id.kind() != ChunkKind.IMPORT) {
            jdbc.update("INSERT INTO capture_track (agent, kind) SELECT CAST(? AS VARCHAR(120)), CAST(? AS VARCHAR(8))"
                    + " WHERE NOT EXISTS (SELECT 1 FROM capture_track WHERE agent = ? AND kind = ?)", id.agent(),
                    id.kind().word(), id.agent(), id.kind().word());
        }
    }

    /** Of a chunk that has a row; what was written before is replaced. */
    void write(ChunkManifest manifest) {
        String id = manifest.id().toString();
        jdbc.update("UPDATE chunk SET seen_from_ns = ?, seen_to_ns = ?, losses_read = TRUE WHERE id = ?",
                ns(manifest.firstTime()), ns(manifest.lastTime()), id);
        if (manifest.kind() != ChunkKind.IMPORT) {
            jdbc.update("DELETE FROM chunk_drop WHERE chunk = ?", id);
            jdbc.update("DELETE FROM chunk_gap WHERE chunk = ?", id);
            drops(id, manifest);
            gaps(id, manifest);
        }
    }

    private void drops(String id, ChunkManifest m) {
        if (m.dropsKernel() > 0 || m.dropsAgent() > 0) {
            jdbc.update("INSERT INTO chunk_drop (chunk, agent, kind, place, by_kernel, by_agent, told_ms)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)", id, m.agent(), m.kind().word(), m.sequence(),
                    Math.max(0, m.dropsKernel()), Math.max(0, m.dropsAgent()), m.created().toEpochMilli());
        }
    }

    private void gaps(String id, ChunkManifest m) {
        List<Gap> gaps = m.gaps().stream().limit(MOST_GAPS).toList();
        for (int number = 0; number < gaps.size(); number++) {
            Gap gap = gaps.get(number);
            jdbc.update("INSERT INTO chunk_gap (chunk, number, agent, kind, from_ns, to_ns) VALUES (?, ?, ?, ?, ?, ?)",
                    id, number, m.agent(), m.kind().word(), ns(gap.from()), ns(gap.to()));
        }
    }

    /** Times that no clock of a capture shows are taken for the nearest that one could. */
    private static @Nullable Long ns(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        Instant bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
        return EpochNanos.of(bounded);
    }
}
