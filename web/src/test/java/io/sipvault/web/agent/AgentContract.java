package io.sipvault.web.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.web.SettableClock;
import io.sipvault.web.agent.AgentReports.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of agents on whatever database. */
abstract class AgentContract {
    private static final String TOKEN = "what-the-center-presents";

    @TempDir
    private Path keys;
    private final SettableClock clock = new SettableClock();
    private JdbcTemplate jdbc;
    private Agents agents;
    private AgentReports reports;

    /** A database that is empty or holds what an earlier test left. */
    abstract DataSource dataSource() throws Exception;

    @BeforeEach
    void migrate() throws Exception {
        DataSource source = dataSource();
        Flyway flyway = Flyway.configure().dataSource(source).cleanDisabled(false).outOfOrder(true)
                .locations("classpath:db/migration/jobs", "classpath:db/migration/web").load();
        flyway.clean();
        flyway.migrate();
        jdbc = new JdbcTemplate(source);
        agents = new Agents(jdbc, new TokenCipher(keys.resolve("agents.key")), clock, event -> {});
        reports = new AgentReports(jdbc, clock);
    }

    private Agent save(String name, String url, String tags, String site) {
        return agents.save(new AgentChange(name, url, TOKEN, null, tags, site)).agent();
    }

    @Test
    void givesEachAgentASmallNumberAndKeepsIt() {
        Agent first = save("proxy-1", "https://proxy-1.example.net:8081", "edge, dc:fra1,,edge", " Frankfurt ");
        Agent second = save("rtp-1", "", "", "");

        assertThat(first).isEqualTo(new Agent(first.id(), "proxy-1", "https://proxy-1.example.net:8081", true, true,
                List.of("edge", "dc:fra1"), "Frankfurt", null, clock.instant()));
        assertThat(second.id()).isGreaterThan(first.id()).isLessThan(first.id() + 10);
        assertThat(second.url()).isNull();
        assertThat(agents.save(new AgentChange("proxy-1", null, null, false, null, "Berlin")).added()).isFalse();
        Agent changed = agents.require(first.id());
        assertThat(changed).isEqualTo(new Agent(first.id(), "proxy-1", first.url(), true, false, first.tags(), "Berlin",
                null, first.createdAt()));
        assertThat(agents.list()).containsExactly(changed, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "import", "import-1", "a b", "-a", "a/b", "<script>", "é"})
    void refusesNamesThatAgentsCannotHave(String name) {
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange(name, null, null, null, null, null));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("x".repeat(64), null, null, null, null, null));
    }

    @Test
    void refusesWhatDoesNotDo() {
        for (String url : List.of("ftp://x", "proxy-1", "https://", "https://user:pw@x", "https://x y",
                "x".repeat(600))) {
            refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("a", url, null, null, null, null));
        }
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("a", null, "with blank", null, null, null));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("a", null, "x".repeat(513), null, null, null));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("a", null, null, null, "one,t w o", null));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentChange("a", null, null, null, null, "line\nend"));
        refuses(ErrorCode.NOT_FOUND, () -> agents.require(0));
        refuses(ErrorCode.NOT_FOUND, () -> agents.issueToken(0));
    }

    private static void refuses(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ForensicException.class,
                e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void encryptsTheTokenByAKeyThatIsNotInTheDatabase() throws IOException {
        save("proxy-1", "", "", "");
        String stored = stored("proxy-1");

        assertThat(agents.token("proxy-1")).contains(TOKEN);
        assertThat(stored).doesNotContain(TOKEN);
        save("proxy-1", "", "", "");
        assertThat(stored("proxy-1")).as("the same again, under another nonce").isNotEqualTo(stored);
        Path key = keys.resolve("agents.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");

        save("other", "", "", "");
        jdbc.update("UPDATE agent SET token_encrypted = ? WHERE name = 'other'", stored);
        refuses(ErrorCode.NOT_PROVEN, () -> agents.token("other"));
        Files.delete(key);
        save("third", "", "", "");
        refuses(ErrorCode.NOT_PROVEN, () -> agents.token("proxy-1"));
        Files.writeString(key, "nonsense");
        refuses(ErrorCode.LOCAL_FILE, () -> agents.token("third"));
    }

    private String stored(String name) {
        return String.valueOf(jdbc.queryForObject("SELECT token_encrypted FROM agent WHERE name = ?", String.class,
                name));
    }

    @Test
    void takesATokenAway() {
        save("proxy-1", "", "", "");
        agents.save(new AgentChange("proxy-1", null, "", null, null, null));

        assertThat(agents.find("proxy-1").orElseThrow().hasToken()).isFalse();
        assertThat(agents.token("proxy-1")).isEmpty();
    }

    @Test
    void keepsNoIngestTokenAndTakesTheLastOneAlone() {
        Agent agent = save("proxy-1", "", "", "");
        String first = agents.issueToken(agent.id());
        assertThat(agents.byToken(first)).contains(agents.require(agent.id()));
        assertThat(agents.require(agent.id()).tokenIssuedAt()).isEqualTo(clock.instant());

        String second = agents.issueToken(agent.id());

        assertThat(agents.byToken(first)).isEmpty();
        assertThat(agents.byToken(second)).isPresent();
        assertThat(agents.byToken(second.substring(1))).isEmpty();
        assertThat(jdbc.queryForList("SELECT * FROM agent").toString()).doesNotContain(second);
    }

    @Test
    void keepsTheLastReportOfEach() {
        Agent agent = save("proxy-1", "", "", "");
        AgentStatus status = new AgentStatus(clock.instant(), "0.1", -12.5, 3.25, 7, 1, 2, 3,
                Collections.nCopies(30, "\u0001\"".repeat(300)),
                Map.of("sip", new AgentStatus.Kind(4, clock.instant(), 5, 6, 8,
                        List.of(new Gap(clock.instant().minusSeconds(9), clock.instant())))),
                Collections.nCopies(60, new AgentStatus.HepSender("192.0.2.7", 2001L, "sbc\u0001".repeat(50), 5, 1,
                        clock.instant(), -3.5)));
        reports.save(agent.id(), new AgentStatus(null, null, null, null, 0, 0, 0, 0, List.of(), Map.of(), List.of()));
        clock.advance(Duration.ofSeconds(10));
        reports.save(agent.id(), status);

        assertThat(reports.all()).isEqualTo(Map.of(agent.id(), new Report(clock.instant(), status)));
        assertThat(status.troubles()).hasSize(20);
        assertThat(status.hepSenders()).hasSize(50);
        assertThat(status.of(ChunkKind.RTP)).isNull();
    }

    @Test
    void refusesStatusThatCannotBe() {
        refuses(ErrorCode.BAD_REQUEST, () -> status(Double.NaN, Map.of()));
        refuses(ErrorCode.BAD_REQUEST, () -> status(1e300, Map.of()));
        refuses(ErrorCode.BAD_REQUEST,
                () -> status(null, Map.of("import", new AgentStatus.Kind(0, null, 0, 0, 0, List.of()))));
        refuses(ErrorCode.BAD_REQUEST,
                () -> new AgentStatus.HepSender("192.0.2.7", -1L, null, 0, 0, null, null));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentStatus.Kind(-1, null, 0, 0, 0, List.of()));
        refuses(ErrorCode.BAD_REQUEST, () -> new AgentStatus.Kind(0, null, -1, 0, 0, List.of()));
    }

    private static AgentStatus status(@Nullable Double offset, Map<String, AgentStatus.Kind> kinds) {
        return new AgentStatus(null, null, offset, null, 0, 0, 0, 0, List.of(), kinds, List.of());
    }
}
