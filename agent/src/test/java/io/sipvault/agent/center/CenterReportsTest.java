package io.sipvault.agent.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sipvault.agent.config.CenterSettings;
import io.sipvault.agent.roll.Outbox;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports to a center that can be told what to answer. */
@SuppressWarnings("NullAway.Init")
final class CenterReportsTest {
    private static final String RECEIPT = "{\"received_at\":\"2100-01-01T00:00:00Z\",\"now\":\"2100-01-01T00:00:00Z\"}";

    @TempDir
    private Path folder;
    private HttpServer server;
    private final List<JsonNode> reports = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int status = 200;
    private int missing;
    private String answer = RECEIPT;
    private LossLedger ledger;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/chunks", this::take);
        server.start();
        Files.createDirectories(folder.resolve("spool"));
        Files.createDirectories(folder.resolve("outbox"));
        ledger = LossLedger.open(folder.resolve("losses.json"));
        token("agent_first");
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private void token(String token) throws IOException {
        Files.writeString(folder.resolve("token"), token + "\n");
    }

    private void take(HttpExchange exchange) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        reports.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length + missing);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (missing == 0) {
            exchange.close();
        }
    }

    private CenterReports reports() {
        return new CenterReports(new CenterSettings(URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                folder.resolve("token"), null, false),
                new StatusReport("test 1", new SpoolFolder(folder.resolve("spool"), leaving -> {}),
                        new Outbox(folder.resolve("outbox")), ledger, () -> List.of("the disk is full"), List::of,
                        Optional::empty),
                Clock.systemUTC(), new Random(1));
    }

    private static ChunkId chunk(int sequence) {
        return new ChunkId("edge-1", ChunkKind.SIP, sequence);
    }

    @Test
    void namesChunksThatWereStoredOnceAndSaysHowItDoes() {
        ledger.kernelDropped(7);
        ledger.dropped(ChunkKind.RTP, 3);
        ledger.missed(ChunkKind.SIP, new Gap(Instant.parse("2026-11-21T03:00:00Z"),
                Instant.parse("2026-11-21T03:00:05Z")));
        CenterReports center = reports();
        center.stored(chunk(0));
        center.stored(chunk(1));

        center.turn();
        Duration wait = center.turn();

        assertThat(wait).as("nothing is to be said yet").isLessThan(Duration.ofSeconds(1));
        assertThat(reports).hasSize(1);
        JsonNode report = reports.getFirst();
        assertThat(report.get("manifests").toString())
                .isEqualTo("[\"manifests/edge-1/sip/00000000.json\",\"manifests/edge-1/sip/00000001.json\"]");
        assertThat(tokens).containsExactly("Bearer agent_first");
        JsonNode said = report.get("status");
        assertThat(said.get("version").asString()).isEqualTo("test 1");
        assertThat(said.get("drops_kernel").asInt()).isEqualTo(7);
        assertThat(said.get("troubles").toString()).contains("the disk is full");
        assertThat(said.get("kinds").get("rtp").get("drops_agent").asInt()).isEqualTo(3);
        assertThat(said.get("kinds").get("sip").get("gaps")).singleElement().isEqualTo(JsonMapper.shared()
                .readTree("{\"from\":\"2026-11-21T03:00:00Z\",\"to\":\"2026-11-21T03:00:05Z\"}"));
        assertThat(said.get("kinds").get("sip").get("waiting_bytes").asInt()).isZero();
    }

    @Test
    void tellsThatSomethingWaitsAsSoonAsThereIsAFileOfIt() throws IOException {
        Files.createFile(folder.resolve("spool").resolve("rtp-1-00000000000000000042.open"));
        reports().turn();

        JsonNode rtp = reports.getFirst().get("status").get("kinds").get("rtp");
        assertThat(rtp.get("waiting_bytes").asInt()).isPositive();
        assertThat(rtp.get("waiting_chunks").asInt()).isZero();
    }

    @Test
    void measuresTheClockOfTheCenter() {
        CenterReports center = reports();
        assertThat(center.clockOffsetMs()).isNull();

        center.report();

        Double offset = center.clockOffsetMs();
        assertThat(offset).isNotNull();
        Instant around = Instant.now().plusMillis(offset.longValue());
        assertThat(around).isBetween(Instant.parse("2099-12-31T23:59:00Z"), Instant.parse("2100-01-01T00:01:00Z"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500, 503, 302})
    void keepsWhatItHadToSayWhileTheCenterRefuses(int refused) {
        CenterReports center = reports();
        status = refused;
        answer = "{\"detail\":\"no\"}";
        center.stored(chunk(5));
        Duration first = center.turn();
        Duration last = first;
        for (int n = 0; n < 6; n++) {
            last = center.turn();
        }
        status = 200;
        answer = RECEIPT;
        center.turn();

        assertThat(first).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(last).isGreaterThan(Duration.ofSeconds(10));
        assertThat(reports).hasSize(8);
        assertThat(reports.getLast().get("manifests").toString()).isEqualTo("[\"manifests/edge-1/sip/00000005.json\"]");
    }

    @Test
    void doesNotSayAgainWhatIsRefusedForItself() {
        CenterReports center = reports();
        status = 400;
        answer = "{\"detail\":\"no such key\"}";
        center.stored(chunk(5));
        center.report();
        status = 200;
        answer = RECEIPT;
        center.report();

        assertThat(reports.getFirst().get("manifests")).hasSize(1);
        assertThat(reports.getLast().get("manifests")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{\"now\":\"soon\"}", "null"})
    void takesNothingForAnAnswerThatIsNone(String nonsense) {
        answer = nonsense;

        assertThat(reports().report()).isFalse();
    }

    @Test
    void givesUpAnAnswerThatNeverEnds() {
        missing = 1;

        assertThat(reports().report()).isFalse();
    }

    @Test
    void goesOnWhileNobodyListens() {
        CenterReports center = reports();
        server.stop(0);
        center.stored(chunk(1));

        assertThat(center.turn()).isGreaterThan(Duration.ofMillis(200));
        assertThat(center.clockOffsetMs()).isNull();
    }

    @Test
    void readsTheTokenAgainForEachReport() throws IOException {
        CenterReports center = reports();
        center.report();
        token("agent_second");
        center.report();

        assertThat(tokens).containsExactly("Bearer agent_first", "Bearer agent_second");
    }

    @Test
    void boundsWhatItKeepsWhileTheCenterIsAway() {
        CenterReports center = reports();
        for (int n = 0; n < 6_000; n++) {
            center.stored(chunk(n));
        }
        center.report();

        assertThat(reports.getFirst().get("manifests")).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "with blank"})
    void refusesATokenThatIsNone(String token) throws IOException {
        token(token);

        assertThatThrownBy(this::reports).isInstanceOf(ForensicException.class)
                .hasMessageContaining("center-token-file");
    }
}
