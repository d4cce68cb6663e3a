package io.sipvault.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.chunk.ContentType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What coverage asks of the chunk table, on whatever database. */
abstract class CoverageRegistryContract {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final CaptureTrack SIP = new CaptureTrack("edge", ChunkKind.SIP);

    private final SettableClock clock = new SettableClock();
    private DataSource source;
    private ChunkRegistry chunks;
    private CoverageRegistry coverage;

    /** A database that is empty or holds what an earlier test left. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void openRegistries() throws Exception {
        source = dataSource();
        flyway(null).clean();
        assertThat(flyway(null).migrate().success).isTrue();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        chunks = new ChunkRegistry(jdbc, clock);
        coverage = new CoverageRegistry(jdbc);
    }

    private Flyway flyway(@Nullable String target) {
        return Flyway.configure().dataSource(source).locations("classpath:db/migration/jobs").cleanDisabled(false)
                .target(target == null ? "latest" : target).load();
    }

    /** Of half a minute from some minutes after noon, packed a second later. */
    private static ChunkManifest manifest(ChunkId id, int minute, long kernel, long agent, Gap... gaps) {
        Instant first = minutes(minute);
        return new ChunkManifest(ChunkManifest.FORMAT, id.agent(), id.kind(), id.sequence(), id.agent(),
                ContentType.PCAP, "chunks/x", first, first.plusSeconds(30), 10, 1000, 500, 0, List.of(1), 65535, null,
                kernel, agent, List.of(gaps), "kernel", null, "00", List.of(), "00", null, "test",
                first.plusSeconds(31), null);
    }

    private static ChunkId sip(int sequence) {
        return new ChunkId("edge", ChunkKind.SIP, sequence);
    }

    private static Instant minutes(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private void register(ChunkManifest manifest) {
        assertThat(chunks.register(manifest, null, null)).isTrue();
    }

    private List<Integer> sequences(Instant from, Instant to) {
        List<Integer> found = new ArrayList<>();
        coverage.chunks(SIP, from, to, chunk -> found.add(chunk.sequence()));
        return found;
    }

    @Test
    void namesWhatAgentsRolledAndNoImport() {
        register(manifest(sip(0), 0, 0, 0));
        register(manifest(sip(1), 1, 0, 0));
        register(manifest(new ChunkId("edge", ChunkKind.RTP, 0), 0, 0, 0));
        register(manifest(new ChunkId("core.2", ChunkKind.SIP, 0), 0, 0, 0));
        register(manifest(new ChunkId("import-0123456789abcdef", ChunkKind.IMPORT, 0), 0, 0, 0));

        assertThat(coverage.tracks()).containsExactlyInAnyOrder(SIP, new CaptureTrack("edge", ChunkKind.RTP),
                new CaptureTrack("core.2", ChunkKind.SIP));
    }

    @Test
    void givesChunksOfATimeWithTheirNeighbours() {
        IntStream.range(0, 10).forEach(n -> register(manifest(sip(n), 10 * n, 0, 0)));

        assertThat(sequences(minutes(32), minutes(48))).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(sequences(minutes(30), minutes(30))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(sequences(minutes(-9), minutes(-8))).containsExactly(0, 1, 2);
        assertThat(sequences(minutes(500), minutes(510))).containsExactly(7, 8, 9);
        assertThat(coverage.last(SIP)).contains(new CapturedChunk(9, minutes(90), minutes(90).plusSeconds(30),
                ChunkState.READY, minutes(90).plusSeconds(31)));
    }

    @Test
    void keepsAChunkWhoseManifestCannotBeReadInItsPlace() {
        register(manifest(sip(0), 0, 0, 0));
        assertThat(chunks.register(sip(1), "")).isTrue();
        register(manifest(sip(2), 2, 0, 0));

        assertThat(sequences(minutes(0), minutes(2))).containsExactly(0, 1, 2);
        assertThat(coverage.undescribed("", 10)).containsExactly(sip(1));
    }

    @Test
    void findsGapsOfATimeWhicheverChunkTellsThem() {
        Gap early = new Gap(minutes(50), minutes(52));
        Gap nested = new Gap(minutes(51), minutes(51).plusNanos(7));
        register(manifest(sip(0), 0, 0, 0, early, nested));

        assertThat(coverage.gaps(SIP, minutes(40), minutes(50))).containsExactly(early);
        assertThat(coverage.gaps(SIP, minutes(51), minutes(60))).containsExactly(early, nested);
        assertThat(coverage.gaps(SIP, minutes(53), minutes(60))).isEmpty();
        assertThat(coverage.gaps(new CaptureTrack("edge", ChunkKind.RTP), minutes(40), minutes(60))).isEmpty();
    }

    @Test
    void boundsDropsByTheManifestsBeforeThem() {
        register(manifest(sip(0), 0, 0, 0));
        register(manifest(new ChunkId("edge", ChunkKind.RTP, 0), 9, 0, 0));
        register(manifest(sip(1), 10, 12, 3));

        ToldDrops drops = new ToldDrops(SIP, 12, 3, minutes(10).plusSeconds(31), minutes(9).plusSeconds(31),
                minutes(0).plusSeconds(30));
        assertThat(coverage.drops("edge", minutes(9), minutes(11))).containsExactly(drops);
        assertThat(coverage.drops("edge", minutes(5), minutes(6))).as("the agent may have dropped them then")
                .containsExactly(drops);
        assertThat(coverage.drops("edge", minutes(-1), minutes(0))).isEmpty();
        assertThat(coverage.drops("edge", minutes(11), minutes(12))).isEmpty();
        assertThat(coverage.drops("core", minutes(9), minutes(11))).isEmpty();
        assertThat(coverage.dropSums()).isEqualTo(Map.of("edge", new DropSums(12, 3)));
    }

    @Test
    void takesTimesThatNoClockShowsForTheNearestThatOneCould() {
        ChunkManifest m = manifest(sip(0), 0, 0, 0, new Gap(Instant.MIN, Instant.MAX));
        register(m);

        assertThat(coverage.gaps(SIP, minutes(0), minutes(1))).hasSize(1);
    }

    @Test
    void describesRowsOfAnOlderVersion() {
        flyway(null).clean();
        flyway("21").migrate();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        for (String[] row : new String[][]{{"edge.sip.00000007", "edge"}, {"a.b-c.rtp.00000012", "a.b-c"},
                {"import-1.import.00000000", "import-1"}}) {
            jdbc.update("INSERT INTO chunk (id, agent, vantage, state, registered_at) VALUES (?, ?, ?, 'FOLDED',"
                    + " CURRENT_TIMESTAMP)", row[0], row[1], row[1]);
        }
        flyway(null).migrate();

        assertThat(coverage.tracks()).containsExactlyInAnyOrder(SIP, new CaptureTrack("a.b-c", ChunkKind.RTP));
        assertThat(coverage.undescribed("", 10)).containsExactly(new ChunkId("a.b-c", ChunkKind.RTP, 12), sip(7));
        assertThat(coverage.undescribed("a.b-c.rtp.00000012", 10)).containsExactly(sip(7));

        coverage.describe(manifest(sip(7), 0, 5, 0, new Gap(minutes(-2), minutes(0))));
        coverage.describe(manifest(sip(7), 0, 5, 0, new Gap(minutes(-2), minutes(0))));

        assertThat(coverage.undescribed("", 10)).containsExactly(new ChunkId("a.b-c", ChunkKind.RTP, 12));
        assertThat(coverage.last(SIP).orElseThrow().to()).isEqualTo(minutes(0).plusSeconds(30));
        assertThat(coverage.gaps(SIP, minutes(-1), minutes(0))).hasSize(1);
        assertThat(coverage.dropSums()).containsOnlyKeys("edge");
    }
}
