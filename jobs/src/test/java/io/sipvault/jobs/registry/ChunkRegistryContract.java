package io.sipvault.jobs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.fragment.FragmentHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** What the registry keeps on whatever database. */
abstract class ChunkRegistryContract {
    private static final FragmentHeader HEADER = header(100, 200);

    private final SettableClock clock = new SettableClock();
    private AnnotationConfigApplicationContext context;
    private ChunkRegistry registry;
    private JdbcTemplate jdbc;

    /** A database that is empty or holds what an earlier test left; it allows for 8 connections at least. */
    abstract DataSource dataSource() throws Exception;

    /** The beans as the application has them, without the rest of it. */
    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class RegistryConfiguration {
        @Bean
        JdbcTemplate jdbcTemplate(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource source) {
            return new DataSourceTransactionManager(source);
        }

        @Bean
        ChunkRegistry chunkRegistry(JdbcTemplate jdbc, SettableClock clock) {
            return new ChunkRegistry(jdbc, clock);
        }
    }

    @BeforeEach
    void openRegistry() throws Exception {
        DataSource source = dataSource();
        Flyway flyway = Flyway.configure().dataSource(source).locations("classpath:db/migration/jobs")
                .cleanDisabled(false).load();
        flyway.clean();
        assertThat(flyway.migrate().success).isTrue();
        context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(SettableClock.class, () -> clock);
        context.register(RegistryConfiguration.class);
        context.refresh();
        registry = context.getBean(ChunkRegistry.class);
        jdbc = context.getBean(JdbcTemplate.class);
    }

    @AfterEach
    void closeRegistry() {
        context.close();
    }

    @Test
    void holdsTheTablesOfTheBatchFramework() {
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION", Integer.class)).isZero();
    }

    @Test
    void knowsAChunkOnce() {
        assertThat(registry.register(id(1), "import")).isTrue();
        assertThat(registry.register(id(1), "import")).isFalse();

        assertThat(registry.isKnown(id(1))).isTrue();
        assertThat(registry.isKnown(id(2))).isFalse();
        assertThat(registry.unknown(List.of(id(3), id(1), id(2)))).containsExactly(id(3), id(2));
        assertThat(registry.unknown(List.of())).isEmpty();
        assertThat(registry.states()).containsExactly(entry(ChunkState.READY, 1));
    }

    @Test
    void commitsEachStepWhateverBecomesOfTheCaller() {
        assertThat(AopUtils.isAopProxy(registry)).isTrue();
        TransactionTemplate around = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

        around.executeWithoutResult(outer -> {
            registry.register(id(1), "import");
            outer.setRollbackOnly();
        });

        assertThat(registry.isKnown(id(1))).isTrue();
    }

    @Test
    void givesEachChunkToExactlyOneOfManyClaimers() throws Exception {
        int chunks = 200;
        IntStream.range(0, chunks).forEach(n -> registry.register(id(n), "import"));
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<String> claimed = new ArrayList<>();
        try (ExecutorService claimers = Executors.newFixedThreadPool(threads)) {
            List<Future<List<String>>> shares = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String run = "run-" + t;
                shares.add(claimers.submit(() -> {
                    start.await();
                    return claimAll(run);
                }));
            }
            start.countDown();
            for (Future<List<String>> share : shares) {
                claimed.addAll(share.get());
            }
        }
        assertThat(claimed).doesNotHaveDuplicates().hasSize(chunks);
        assertThat(jdbc.queryForObject("SELECT MAX(fence) FROM chunk", Long.class)).isEqualTo(1);
    }

    private List<String> claimAll(String run) {
        List<String> mine = new ArrayList<>();
        List<ClaimedChunk> some = registry.claim(run, 3);
        while (!some.isEmpty()) {
            some.forEach(chunk -> mine.add(chunk.id()));
            some = registry.claim(run, 3);
        }
        return mine;
    }

    @Test
    void keepsAClaimUntilItsLeaseEnds() {
        registry.register(id(1), "import");
        registry.claim("first", 10);

        clock.advance(ChunkRegistry.LEASE);
        assertThat(registry.claim("second", 10)).isEmpty();
        assertThat(registry.hasWork()).isFalse();

        clock.advance(Duration.ofMillis(1));
        assertThat(registry.hasWork()).isTrue();
        assertThat(registry.claim("second", 10)).hasSize(1);
    }

    @Test
    void ignoresWhoeverLostItsLease() {
        registry.register(id(1), "import");
        ClaimedChunk lost = registry.claim("first", 1).getFirst();
        clock.advance(ChunkRegistry.LEASE.plusSeconds(1));
        ClaimedChunk held = registry.claim("second", 1).getFirst();
        assertThat(held.fence()).isGreaterThan(lost.fence());

        assertThat(registry.decoded(lost, HEADER)).isFalse();
        registry.folded(List.of(lost));
        registry.failed(lost, "late");
        assertThat(registry.release("first")).isZero();

        assertThat(registry.states()).containsExactly(entry(ChunkState.READY, 1));
        assertThat(registry.totals("a").errors()).isEmpty();
        assertThat(registry.claim("third", 1)).isEmpty();
        assertThat(registry.decoded(held, HEADER)).isTrue();
        registry.folded(List.of(held));
        assertThat(registry.foldedIds()).containsExactly(id(1).toString());
    }

    @Test
    void claimsADecodedChunkAsDecoded() {
        registry.register(id(1), "import");
        registry.decoded(registry.claim("first", 1).getFirst(), HEADER);
        registry.releaseAll();

        ClaimedChunk again = registry.claim("second", 1).getFirst();

        assertThat(again.state()).isEqualTo(ChunkState.DECODED);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.fence()).isEqualTo(2);
    }

    @Test
    void quarantinesAfterFiveFailedAttemptsWithTheReason() {
        registry.register(id(1), "import");
        for (int attempt = 1; attempt <= ChunkRegistry.MOST_ATTEMPTS; attempt++) {
            assertThat(registry.states()).containsExactly(entry(ChunkState.READY, 1));
            registry.failed(claimAny("run"), "attempt " + attempt + ": frame 3 is damaged");
        }
        assertThat(registry.states()).containsExactly(entry(ChunkState.QUARANTINED, 1));
        assertThat(registry.totals("a").errors()).containsExactly("attempt 5: frame 3 is damaged");
        assertThat(registry.hasWork()).isFalse();
        assertThat(registry.claim("run", 1)).isEmpty();
        assertThat(registry.claimSuspect("run")).isEmpty();

        assertThat(registry.retryQuarantined()).isEqualTo(1);
        assertThat(registry.claim("run", 1).getFirst().attempts()).isEqualTo(1);
    }

    private ClaimedChunk claimAny(String run) {
        List<ClaimedChunk> unsuspected = registry.claim(run, 1);
        return unsuspected.isEmpty() ? registry.claimSuspect(run).getFirst() : unsuspected.getFirst();
    }

    @Test
    void claimsChunksThatRunsDiedWithOneByOne() {
        IntStream.range(0, 3).forEach(n -> registry.register(id(n), "import"));
        for (int death = 1; death <= ChunkRegistry.SUSPECTED_ATTEMPTS; death++) {
            assertThat(registry.claim("run", 3)).hasSize(3);
            registry.releaseAll();
        }
        registry.register(id(3), "import");

        assertThat(registry.claim("run", 3)).extracting(ClaimedChunk::id).containsExactly(id(3).toString());
        assertThat(registry.claim("run", 3)).isEmpty();
        assertThat(registry.claimSuspect("run")).extracting(ClaimedChunk::id).containsExactly(id(0).toString());
        assertThat(registry.claimSuspect("other")).extracting(ClaimedChunk::id).containsExactly(id(1).toString());
    }

    @Test
    void quarantinesAChunkThatTheProcessDiedOfTooOften() {
        registry.register(id(1), "import");
        for (int death = 1; death <= ChunkRegistry.MOST_DEATHS; death++) {
            assertThat(claimAny("run").attempts()).isEqualTo(death);
            registry.releaseAll();
        }
        assertThat(registry.hasWork()).isTrue();

        assertThat(registry.claimSuspect("run")).isEmpty();

        assertThat(registry.states()).containsExactly(entry(ChunkState.QUARANTINED, 1));
        assertThat(registry.hasWork()).isFalse();
        assertThat(registry.quarantined(1)).singleElement()
                .satisfies(chunk -> assertThat(chunk.error()).contains("8 times", "jobs --retry"));
        assertThat(registry.retryQuarantined()).isEqualTo(1);
        assertThat(registry.claim("run", 1)).hasSize(1);
    }

    @Test
    void quarantinesNoChunkWhoseLastChanceIsStillRunning() {
        registry.register(id(1), "import");
        for (int death = 1; death < ChunkRegistry.MOST_DEATHS; death++) {
            claimAny("run");
            registry.releaseAll();
        }
        ClaimedChunk last = claimAny("run");

        assertThat(registry.claimSuspect("other")).isEmpty();
        registry.decoded(last, HEADER);
        registry.folded(List.of(last));

        assertThat(registry.states()).containsExactly(entry(ChunkState.FOLDED, 1));
    }

    @Test
    void claimsChunksThatFailedAfterThoseThatDidNot() {
        IntStream.range(0, 3).forEach(n -> registry.register(id(n), "import"));
        registry.failed(registry.claim("run", 1).getFirst(), "damaged");

        assertThat(registry.claim("run", 3)).extracting(ClaimedChunk::id)
                .containsExactly(id(1).toString(), id(2).toString(), id(0).toString());
    }

    @Test
    void countsNoAttemptForWhatARunGaveBack() {
        IntStream.range(0, 2).forEach(n -> registry.register(id(n), "import"));
        List<ClaimedChunk> claimed = registry.claim("run", 2);
        registry.decoded(claimed.get(0), HEADER);
        registry.folded(claimed.subList(0, 1));

        assertThat(registry.release("run")).isEqualTo(1);

        ClaimedChunk again = registry.claim("next", 2).getFirst();
        assertThat(again.id()).isEqualTo(id(1).toString());
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.fence()).isEqualTo(2);
    }

    @Test
    void keepsAReasonInOneLine() {
        registry.register(id(1), "import");
        registry.failed(registry.claim("run", 1).getFirst(), "no manifest\r\n at byte 2\n");

        assertThat(registry.totals("a").errors()).containsExactly("no manifest; at byte 2");
    }

    @Test
    void cutsAReasonThatIsTooLong() {
        registry.register(id(1), "import");
        registry.failed(registry.claim("run", 1).getFirst(), "ä".repeat(5000));

        assertThat(registry.totals("a").errors().getFirst()).startsWith("ää").hasSizeLessThan(2000);
    }

    @Test
    void knowsTheLatestCaptureTimeOfEachVantage() {
        registry.register(id(1), "import");
        registry.register(id(2), "import");
        registry.register(id(3), "edge");
        registry.register(id(4), "idle");
        List<ClaimedChunk> claimed = registry.claim("run", 3);
        registry.decoded(claimed.get(0), header(100, 900));
        registry.decoded(claimed.get(1), header(100, 300));
        registry.decoded(claimed.get(2), header(100, 400));

        assertThat(registry.nowByVantage()).containsOnly(entry("import", 900L), entry("edge", 400L));
    }

    @Test
    void takesNoTimeFromAChunkWithoutOne() {
        registry.register(id(1), "import");
        registry.decoded(registry.claim("run", 1).getFirst(), header(Long.MAX_VALUE, Long.MIN_VALUE));

        assertThat(registry.nowByVantage()).isEmpty();
    }

    @Test
    void addsUpWhatTheChunksOfAnAgentHold() {
        registry.register(id(1), "import");
        registry.register(id(2), "import");
        registry.register(new ChunkId("other", ChunkKind.IMPORT, 1), "import");
        registry.claim("run", 3).forEach(chunk -> registry.decoded(chunk, HEADER));

        ChunkTotals totals = registry.totals("a");

        assertThat(totals.packets()).isEqualTo(2 * HEADER.packets());
        assertThat(totals.sipMessages()).isEqualTo(2 * HEADER.sipMessages());
        assertThat(totals.undecoded()).containsExactly(entry("EtherType 0x88cc", 6L));
        assertThat(totals.inHep()).containsExactly(entry("SIP messages", 4L));
    }

    private static ChunkId id(int sequence) {
        return new ChunkId("a", ChunkKind.IMPORT, sequence);
    }

    private static FragmentHeader header(long firstNs, long lastNs) {
        return new FragmentHeader("a.import.00000001", "import", 1, firstNs, lastNs, 20, 4000, 7, 11, 2,
                new TreeMap<>(Map.of("EtherType 0x88cc", 3L)), new TreeMap<>(), null, 0,
                new TreeMap<>(Map.of("SIP messages", 2L)));
    }
}
