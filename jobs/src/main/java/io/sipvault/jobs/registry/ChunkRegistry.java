package io.sipvault.jobs.registry;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ExpiryMark;
import io.sipvault.ingest.fragment.FragmentHeader;
import io.sipvault.jobs.figures.FigureSums;
import io.sipvault.jobs.figures.FigureTable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The chunk table. Each method is a transaction of its own. */
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class ChunkRegistry {
    /** After so many attempts that failed a chunk is quarantined. */
    static final int MOST_ATTEMPTS = 5;
    /** After so many attempts a chunk is tried alone: the process may have died of it. */
    static final int SUSPECTED_ATTEMPTS = 2;
    /**
     * After so many attempts that did not even fail a chunk is quarantined: the process died each time. More than
     * {@link #MOST_ATTEMPTS}, for a process may also be killed by somebody.
     */
    static final int MOST_DEATHS = 8;
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final int LONGEST_ERROR = 1900;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate jdbc;
    private final Clock clock;

    public ChunkRegistry(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a chunk known whose manifest cannot be read. @return false when it was known already */
    public boolean register(ChunkId id, String vantage) {
        return register(id, vantage, null, null, null, null);
    }

    /**
     * Makes a chunk known. What expired of it stays expired: without its fragment file it is not decoded again.
     *
     * @param packets
     *            the mark of its data object, if it expired
     * @param index
     *            the mark of its fragment file, if it expired
     * @return false when it was known already
     */
    public boolean register(ChunkManifest manifest, @Nullable ExpiryMark packets, @Nullable ExpiryMark index) {
        return register(manifest.id(), manifest.vantage(), ChunkFacts.of(manifest), manifest, packets, index);
    }

    private boolean register(ChunkId id, String vantage, @Nullable ChunkFacts facts, @Nullable ChunkManifest manifest,
            @Nullable ExpiryMark packets, @Nullable ExpiryMark index) {
        if (isKnown(id)) {
            return false;
        }
        ChunkState state = index == null ? ChunkState.READY : packets == null ? ChunkState.FOLDED : ChunkState.EXPIRED;
        try {
            jdbc.update("INSERT INTO chunk (id, agent, vantage, state, registered_at, archived_ms, captured_ms,"
                    + " stored_bytes, object_key, expired_ms, expired_policy, fragment_expired_ms, first_ns, last_ns, kind,"
                    + " place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id.toString(), id.agent(),
                    vantage, state.name(), now(), facts == null ? null : facts.archived().toEpochMilli(),
                    facts == null ? null : ms(facts.captured()), facts == null ? null : facts.storedBytes(),
                    facts == null ? null : facts.object(), packets == null ? null : packets.expired().toEpochMilli(),
                    packets == null ? null : packets.policy(), index == null ? null : index.expired().toEpochMilli(),
                    index == null ? null : ns(index.firstTime()), index == null ? null : ns(index.lastTime()),
                    id.kind().word(), id.sequence());
            CaptureRows capture = new CaptureRows(jdbc);
            capture.track(id);
            if (manifest != null) {
                capture.write(manifest);
            }
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    public boolean isKnown(ChunkId id) {
        Integer known = jdbc.queryForObject("SELECT COUNT(*) FROM chunk WHERE id = ?", Integer.class, id.toString());
        return known != null && known > 0;
    }

    /** Those of at most some thousand chunks that are not known, in their order. */
    public List<ChunkId> unknown(List<ChunkId> chunks) {
        if (chunks.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(chunks.size(), "?"));
        Set<String> known = new HashSet<>(jdbc.queryForList("SELECT id FROM chunk WHERE id IN (" + marks + ")",
                String.class, chunks.stream().map(ChunkId::toString).toArray()));
        return chunks.stream().filter(chunk -> !known.contains(chunk.toString())).toList();
    }

    /** Whether anything waits to be decoded or folded and may be claimed now. */
    public boolean hasWork() {
        Integer open = jdbc.queryForObject("SELECT COUNT(*) FROM chunk WHERE state IN ('READY', 'DECODED')"
                + " AND (lease_until IS NULL OR lease_until < ?)", Integer.class, now());
        return open != null && open > 0;
    }

    /**
     * Claims up to {@code most} chunks for a run: those that were tried before come last, so that they hold up no others, and
     * those that were tried {@link #SUSPECTED_ATTEMPTS} times are not among them, see {@link #claimSuspect}.
     *
     * @return empty only when nothing of that kind may be claimed
     */
    public List<ClaimedChunk> claim(String run, int most) {
        return claim(run, 0, SUSPECTED_ATTEMPTS, most);
    }

    /**
     * Claims one of the chunks that were tried before without success, to be worked on alone: if the process dies, it died of
     * this one. One of which it died too often is quarantined instead.
     *
     * @return at most one
     */
    public List<ClaimedChunk> claimSuspect(String run) {
        quarantineDeadly();
        return claim(run, SUSPECTED_ATTEMPTS, Integer.MAX_VALUE, 1);
    }

    private void quarantineDeadly() {
        jdbc.update("UPDATE chunk SET state = 'QUARANTINED', lease_until = NULL, error = ?"
                + " WHERE state IN ('READY', 'DECODED') AND attempts >= ? AND (lease_until IS NULL OR lease_until < ?)",
                "the process ended " + MOST_DEATHS + " times while it decoded or folded this chunk, the last "
                        + (MOST_DEATHS - SUSPECTED_ATTEMPTS)
                        + " times this chunk alone. Likely it needs more memory than"
                        + " there is, or meets an error in a native library; see what the process said last. When the"
                        + " cause is gone, `sipvault jobs --retry` tries it again",
                MOST_DEATHS, now());
    }

    private List<ClaimedChunk> claim(String run, int fewest, int below, int most) {
        List<ClaimedChunk> claimed = new ArrayList<>();
        List<ClaimedChunk> open;
        do {
            open = claimable(fewest, below, most);
            for (ClaimedChunk chunk : open) {
                if (claim(run, chunk)) {
                    claimed.add(new ClaimedChunk(chunk.id(), chunk.state(), chunk.attempts() + 1, chunk.fence() + 1));
                }
            }
            // others took all of them meanwhile: look again, they made progress
        } while (claimed.isEmpty() && !open.isEmpty());
        return claimed;
    }

    private List<ClaimedChunk> claimable(int fewest, int below, int most) {
        return jdbc.query("SELECT id, state, attempts, fence FROM chunk WHERE state IN ('READY', 'DECODED')"
                + " AND (lease_until IS NULL OR lease_until < ?) AND attempts >= ? AND attempts < ?"
                + " ORDER BY attempts, id LIMIT " + most,
                (row, n) -> new ClaimedChunk(row.getString(1), ChunkState.valueOf(row.getString(2)), row.getInt(3),
                        row.getLong(4)),
                now(), fewest, below);
    }

    /** The state is compared too: whoever held the chunk may have finished since it was selected. */
    private boolean claim(String run, ClaimedChunk chunk) {
        return jdbc.update("UPDATE chunk SET lease_until = ?, claimed_by = ?, fence = fence + 1,"
                + " attempts = attempts + 1 WHERE id = ? AND fence = ? AND state = ?",
                Timestamp.from(clock.instant().plus(LEASE)), run, chunk.id(), chunk.fence(),
                chunk.state().name()) == 1;
    }

    /** Its fragment file is durable. @return false when the claim was lost */
    public boolean decoded(ClaimedChunk chunk, FragmentHeader header) {
        boolean timed = header.lastNs() >= header.firstNs();
        return jdbc.update("UPDATE chunk SET state = 'DECODED', first_ns = ?, last_ns = ?, packets = ?, bytes = ?,"
                + " sip_messages = ?, rtp_packets = ?, log_lines = ?, undecoded = ?, sip_kinds = ?,"
                + " reassembly_timeouts = ?, in_hep = ? WHERE id = ? AND fence = ?",
                timed ? header.firstNs() : null, timed ? header.lastNs() : null, header.packets(), header.bytes(),
                header.sipMessages(), header.rtpPackets(), header.logLines(),
                JSON.writeValueAsString(header.undecoded()), JSON.writeValueAsString(header.sipKinds()),
                header.reassemblyTimeouts(), JSON.writeValueAsString(header.inHep()), chunk.id(),
                chunk.fence()) == 1;
    }

    /** Its documents are durable. */
    public void folded(Collection<ClaimedChunk> chunks) {
        folded(chunks, new FigureSums());
    }

    /**
     * The same.
     *
     * @param figures
     *            what folding them counted; it is added, with what the chunks count by themselves, when this succeeds
     */
    public void folded(Collection<ClaimedChunk> chunks, FigureSums figures) {
        FigureTable table = new FigureTable(jdbc);
        table.add(figures);
        for (ClaimedChunk chunk : chunks) {
            jdbc.query("SELECT packets, reassembly_timeouts, sip_kinds FROM chunk WHERE id = ? AND fence = ?"
                    + " AND folded_at IS NULL",
                    (row, n) -> FigureTable.ofChunk(row.getLong(1), row.getLong(2),
                            row.getString(3)),
                    chunk.id(), chunk.fence()).forEach(table::add);
            jdbc.update("UPDATE chunk SET state = 'FOLDED', lease_until = NULL, error = NULL, folded_at = ?"
                    + " WHERE id = ? AND fence = ?", now(), chunk.id(), chunk.fence());
        }
    }

    /** Whether a chunk's documents are durable, and what they count is counted. */
    public boolean isFolded(String id) {
        Integer folded = jdbc.queryForObject("SELECT COUNT(*) FROM chunk WHERE id = ? AND folded_at IS NOT NULL",
                Integer.class, id);
        return folded != null && folded > 0;
    }

    /** An attempt failed: the chunk is free again, or quarantined after too many. */
    public void failed(ClaimedChunk chunk, String error) {
        String state = chunk.attempts() >= MOST_ATTEMPTS ? ChunkState.QUARANTINED.name() : chunk.state().name();
        String line = String.join("; ", error.lines().map(String::strip).toList());
        String shortened = line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) : line;
        jdbc.update("UPDATE chunk SET state = ?, lease_until = NULL, error = ? WHERE id = ? AND fence = ?"
                + " AND state <> 'FOLDED'", state, shortened, chunk.id(), chunk.fence());
    }

    /** Gives back what a run claimed and did not finish, as if it had not been claimed: the chunks were not at fault. */
    public int release(String run) {
        return jdbc.update("UPDATE chunk SET lease_until = NULL, attempts = attempts - 1"
                + " WHERE claimed_by = ? AND lease_until IS NOT NULL AND attempts > 0", run);
    }

    /** Chunks that are left alone since they failed too often, at most so many. */
    public List<QuarantinedChunk> quarantined(int most) {
        return jdbc.query("SELECT id, vantage, error FROM chunk WHERE state = 'QUARANTINED' ORDER BY id LIMIT " + most,
                (row, n) -> new QuarantinedChunk(row.getString(1), row.getString(2),
                        row.getString(3) == null ? "" : row.getString(3)));
    }

    /** Lets quarantined chunks be claimed again. @return how many there were */
    public int retryQuarantined() {
        return jdbc.update("UPDATE chunk SET state = 'READY', attempts = 0, lease_until = NULL"
                + " WHERE state = 'QUARANTINED'");
    }

    /** Takes away the leases of runs that are dead for certain: called when nobody else can be at work. */
    public int releaseAll() {
        return jdbc.update("UPDATE chunk SET lease_until = NULL WHERE lease_until IS NOT NULL");
    }

    /** Chunks whose documents are durable and whose fragment file is there, whether or not their packets are, by id. */
    public List<String> foldedIds() {
        return jdbc.queryForList("SELECT id FROM chunk WHERE state IN ('FOLDED', 'EXPIRED', 'SWEPT')"
                + " AND folded_at IS NOT NULL AND fragment_expired_ms IS NULL ORDER BY id", String.class);
    }

    /** Such chunks of an agent. */
    public List<String> foldedIds(String agent) {
        return jdbc.queryForList("SELECT id FROM chunk WHERE state IN ('FOLDED', 'EXPIRED', 'SWEPT')"
                + " AND folded_at IS NOT NULL AND fragment_expired_ms IS NULL AND agent = ? ORDER BY id", String.class,
                agent);
    }

    /** Latest capture time of each vantage. */
    public Map<String, Long> nowByVantage() {
        Map<String, Long> now = new HashMap<>();
        jdbc.query("SELECT vantage, MAX(last_ns) FROM chunk WHERE last_ns IS NOT NULL GROUP BY vantage",
                row -> {
                    now.put(row.getString(1), row.getLong(2));
                });
        return now;
    }

    private static void addJson(Map<String, Long> sum, @Nullable String counts) {
        if (counts != null) {
            FragmentHeader.add(sum, JSON.readValue(counts, new TypeReference<Map<String, Long>>() {
            }));
        }
    }

    /** What the chunks of an agent hold together. */
    public ChunkTotals totals(String agent) {
        ChunkTotals totals = new ChunkTotals();
        jdbc.query("SELECT packets, bytes, sip_messages, rtp_packets, log_lines, undecoded, state, error, in_hep"
                + " FROM chunk WHERE agent = ? ORDER BY id", row -> {
                    totals.add(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
                    addJson(totals.undecoded, row.getString(6));
                    addJson(totals.inHep, row.getString(9));
                    if (row.getString(8) != null) {
                        totals.errors.add(row.getString(8));
                    }
                }, agent);
        return totals;
    }

    /** How many chunks of an agent are in which state. */
    public Map<ChunkState, Integer> states(String agent) {
        Map<ChunkState, Integer> states = new LinkedHashMap<>();
        jdbc.query("SELECT state, COUNT(*) FROM chunk WHERE agent = ? GROUP BY state ORDER BY state", row -> {
            states.put(ChunkState.valueOf(row.getString(1)), row.getInt(2));
        }, agent);
        return states;
    }

    /** Since when the oldest chunk is known that is not folded; empty when all are. */
    public Optional<Instant> oldestOpen() {
        Timestamp oldest = jdbc.queryForObject(
                "SELECT MIN(registered_at) FROM chunk WHERE state IN ('READY', 'DECODED')", Timestamp.class);
        return Optional.ofNullable(oldest).map(Timestamp::toInstant);
    }

    /** Whether no chunk is known. */
    public boolean isEmpty() {
        return jdbc.queryForList("SELECT id FROM chunk LIMIT 1", String.class).isEmpty();
    }

    /** How many chunks are in which state. */
    public Map<ChunkState, Integer> states() {
        Map<ChunkState, Integer> states = new LinkedHashMap<>();
        jdbc.query("SELECT state, COUNT(*) FROM chunk GROUP BY state ORDER BY state", row -> {
            states.put(ChunkState.valueOf(row.getString(1)), row.getInt(2));
        });
        return states;
    }

    private static @Nullable Long ms(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static @Nullable Long ns(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private Timestamp now() {
        return Timestamp.from(Instant.now(clock));
    }
}
