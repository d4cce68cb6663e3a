package io.sipvault.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.fragment.FragmentHeader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What retention asks of the chunk table, on whatever database. */
abstract class ExpiryRegistryContract {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Instant CAPTURED = Instant.parse("2026-02-01T00:00:00.123Z");
    private static final ChunkFacts FACTS = new ChunkFacts(Instant.parse("2026-02-01T01:00:00Z"), CAPTURED, 1234,
            "chunks/sip/2026/02/01/00/edge/00000000-abc.pcap.zst");

    private final SettableClock clock = new SettableClock();
    private ChunkRegistry chunks;
    private ExpiryRegistry expiries;

    /** A database that is empty or holds what an earlier test left. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void openRegistries() throws Exception {
        DataSource source = dataSource();
        Flyway flyway = Flyway.configure().dataSource(source).locations("classpath:db/migration/jobs")
                .cleanDisabled(false).load();
        flyway.clean();
        assertThat(flyway.migrate().success).isTrue();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        chunks = new ChunkRegistry(jdbc, clock);
        expiries = new ExpiryRegistry(jdbc);
    }

    private static ChunkId id(int sequence) {
        return new ChunkId("edge", ChunkKind.SIP, sequence);
    }

    private static FragmentHeader header(long firstNs, long lastNs) {
        return new FragmentHeader("x", "edge", 1, firstNs, lastNs, 1, 1, 1, 1, 1, new TreeMap<>(), new TreeMap<>());
    }

    private void fold(int sequence, Instant first, Instant last) {
        chunks.register(id(sequence), "edge");
        expiries.describe(id(sequence), FACTS);
        ClaimedChunk claimed = chunks.claim("run", 1).getFirst();
        assertThat(claimed.id()).isEqualTo(id(sequence).toString());
        assertThat(chunks.decoded(claimed,
                header(first.getEpochSecond() * SECOND_NS, last.getEpochSecond() * SECOND_NS))).isTrue();
        chunks.folded(List.of(claimed));
    }

    private static ExpiredChunk expired(int sequence) {
        return new ExpiredChunk(id(sequence), FACTS.object(), "sip-90d", Instant.parse("2026-05-02T00:00:00.001Z"));
    }

    @Test
    void describesChunksOfAnOlderVersion() {
        chunks.register(id(0), "edge");
        chunks.register(id(1), "edge");
        assertThat(expiries.undescribed("", 10)).containsExactly(id(0), id(1));
        assertThat(expiries.undescribed(id(0).toString(), 10)).containsExactly(id(1));
        assertThat(expiries.unreadable()).isEqualTo(2);

        expiries.describe(id(0), FACTS);

        assertThat(expiries.undescribed("", 10)).containsExactly(id(1));
        assertThat(expiries.unfinished("", 10)).extracting(AgingChunk::facts).containsExactly(FACTS);
        assertThat(expiries.aging("", 10)).isEmpty();
    }

    @Test
    void listsWhatIsIndexedByPages() {
        for (int i = 0; i < 3; i++) {
            fold(i, CAPTURED, CAPTURED);
        }

        assertThat(expiries.aging("", 2)).extracting(AgingChunk::id).containsExactly(id(0), id(1));
        assertThat(expiries.aging(id(1).toString(), 2)).extracting(AgingChunk::id).containsExactly(id(2));
        AgingChunk chunk = expiries.aging("", 1).getFirst();
        assertThat(chunk.indexed()).isTrue();
        assertThat(chunk.marked()).isFalse();
        assertThat(chunk.registered()).isEqualTo(clock.instant());
        assertThat(chunk.agesFrom()).isEqualTo(CAPTURED);
    }

    @Test
    void goesFromFoldedToExpiredToSweptAndKeepsItsFragments() {
        fold(0, CAPTURED, CAPTURED);

        expiries.expired(List.of(expired(0)));

        assertThat(expiries.aging("", 10)).isEmpty();
        assertThat(expiries.unswept("", 10)).containsExactly(expired(0));
        assertThat(chunks.states()).containsOnlyKeys(ChunkState.EXPIRED);
        assertThat(chunks.hasWork()).isFalse();

        expiries.swept(List.of(expired(0)), clock.instant());

        assertThat(expiries.unswept("", 10)).isEmpty();
        assertThat(chunks.states()).containsOnlyKeys(ChunkState.SWEPT);
        assertThat(chunks.foldedIds()).containsExactly(id(0).toString());
        assertThat(chunks.nowByVantage()).containsOnlyKeys("edge");
    }

    @Test
    void neverExpiresWhatWaitsToBeIndexed() {
        chunks.register(id(0), "edge");
        expiries.describe(id(0), FACTS);

        expiries.expired(List.of(expired(0)));
        expiries.swept(List.of(expired(0)), clock.instant());

        assertThat(chunks.states()).containsOnlyKeys(ChunkState.READY);
    }

    @Test
    void findsFragmentsThatHoldNothingOfATimeOn() {
        Instant cutoff = Instant.parse("2026-02-01T00:00:00Z");
        fold(0, cutoff.minusSeconds(10), cutoff.minusSeconds(1));
        fold(1, cutoff.minusSeconds(10), cutoff);
        fold(2, Instant.parse("1999-12-31T00:00:00Z"), cutoff.minusSeconds(1));

        List<AgedFragment> found = expiries.fragmentsBefore(cutoff, "", 10);

        assertThat(found).containsExactly(
                new AgedFragment(id(0), cutoff.minusSeconds(10), cutoff.minusSeconds(1)));
        expiries.fragmentsExpired(found, clock.instant());
        assertThat(expiries.fragmentsBefore(cutoff, "", 10)).isEmpty();
        assertThat(chunks.foldedIds()).containsExactly(id(1).toString(), id(2).toString());
    }

    @Test
    void onlyEverMovesTheCutoffForward() {
        assertThat(expiries.cutoff()).isEmpty();
        IndexCutoff march = new IndexCutoff(LocalDate.of(2026, 3, 1), "index-90d", CAPTURED);

        expiries.advance(march);
        expiries.advance(march);
        expiries.advance(new IndexCutoff(LocalDate.of(2026, 2, 28), "index-120d", CAPTURED));
        assertThat(expiries.cutoff()).contains(march);

        IndexCutoff later = new IndexCutoff(LocalDate.of(2026, 10, 1), "index-30d", CAPTURED);
        expiries.advance(later);
        assertThat(expiries.cutoff()).contains(later);
    }
}
