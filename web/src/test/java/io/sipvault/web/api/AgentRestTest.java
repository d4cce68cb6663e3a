package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.jobs.launch.IndexSchedule;
import io.sipvault.jobs.registry.ChunkRegistry;
import io.sipvault.web.Browser;
import io.sipvault.web.RolledChunk;
import io.sipvault.web.TestServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registering agents, and what they report, as programs see it. */
@SuppressWarnings("NullAway.Init")
final class AgentRestTest {
    private static final String KEY = "key-of-the-agent-tests";
    private static final Instant CAPTURED = Instant.parse("2026-11-21T03:15:30.410104Z");

    private static TestServer server;
    private static KeyedClient client;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("sipvault.api.key", KEY));
        client = new KeyedClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String body, String key) {
        return client.send(method, path, body, key);
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) {
        return KeyedClient.json(status, answer);
    }

    private static JsonNode save(int status, String body) {
        return answer(status, send("POST", "/api/agents", body, KEY));
    }

    private static String tokenOf(String name) {
        int id = answer(send("POST", "/api/agents", "{\"name\":\"" + name + "\"}", KEY)).get("id").asInt();
        return answer(201, send("POST", "/api/agents/" + id + "/ingest-token", "", KEY)).get("ingest_token").asString();
    }

    private static JsonNode answer(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static JsonNode listed(String name) {
        for (JsonNode agent : answer(200, send("GET", "/api/agents", "", KEY)).get("agents")) {
            if (agent.get("name").asString().equals(name)) {
                return agent;
            }
        }
        throw new AssertionError("no agent " + name);
    }

    private static JsonNode report(String token, String body) {
        return answer(200, send("POST", "/api/chunks", body, token));
    }

    @Test
    void addsThenChangesAnAgentAndNeverGivesItsTokenBack() {
        JsonNode added = save(201, """
                {"name": "edge-1", "url": "https://edge-1.example.net:8081", "token": "secret-of-edge-1",
                 "enabled": true, "tags": "edge,access"}""");
        JsonNode changed = save(200, "{\"name\": \"edge-1\", \"site\": \"fra\"}");

        assertThat(changed.get("id").asInt()).isEqualTo(added.get("id").asInt());
        assertThat(changed.get("tags").toString()).isEqualTo("[\"edge\",\"access\"]");
        assertThat(changed.get("site").asString()).isEqualTo("fra");
        assertThat(changed.get("has_token").asBoolean()).isTrue();
        assertThat(changed.get("registered").asBoolean()).isTrue();
        assertThat(send("GET", "/api/agents", "", KEY).body()).contains("edge-1").doesNotContain("secret-of-edge-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": \"a b\"}", "{\"name\": \"a\", \"url\": \"nothing\"}", "[", "",
            "{\"name\": \"a\", \"enabled\": \"perhaps\"}", "{\"name\": \"a\", \"tags\": \"<b>\"}"})
    void saysWhatIsWrongWithAnAgent(String body) {
        JsonNode problem = answer(400, send("POST", "/api/agents", body, KEY));

        assertThat(problem.get("detail").asString()).isNotBlank();
    }

    @Test
    void findsACallAsSoonAsItsAgentNamesTheChunk() throws InterruptedException {
        String token = tokenOf("proxy-1");
        String key = RolledChunk.of("proxy-1", ChunkKind.SIP, 0, "05-carrier-503.pcap", CAPTURED,
                CAPTURED.plusMillis(310)).withDrops(3, 1).store(server);
        String body = "{\"manifests\": [\"" + key + "\", \"" + key + "\"]}";

        JsonNode receipt = report(token, body);
        JsonNode again = report(token, body);
        while (server.bean(ChunkRegistry.class).foldedIds("proxy-1").isEmpty()) {
            Thread.sleep(20); // it is indexed without anybody asking for it, long before the listing
        }

        assertThat(receipt.get("registered").asInt()).isEqualTo(1);
        assertThat(again.get("registered").asInt()).isZero();
        assertThat(Instant.parse(receipt.get("now").asString())).isEqualTo(server.clock().instant());
        assertThat(server.bean(ChunkRegistry.class).foldedIds("proxy-1")).containsExactly("proxy-1.sip.00000000");
        JsonNode call = answer(200, send("GET", "/v1/calls?q=agent:proxy-1", "", KEY));
        assertThat(call.get("total").asInt()).isEqualTo(1);
        assertThat(listed("proxy-1").get("drops_kernel").asInt()).isEqualTo(3);
        assertThat(listed("proxy-1").get("chunks").get(0).get("sequence").asInt()).isZero();
    }

    @Test
    void takesAManifestThatIsNotThereForNothing() {
        JsonNode receipt = report(tokenOf("early"), "{\"manifests\": [\"manifests/early/rtp/12.json\"]}");

        assertThat(receipt.get("registered").asInt()).isZero();
    }

    @Test
    void keepsTheLastStatusOfAnAgent() {
        String token = tokenOf("status-1");
        report(token,
                """
                        {"sent_at": "2026-11-21T03:15:00Z", "later": true, "status": {"version": "0.1 <b>",
                         "clock_offset_ms": -1500.25, "upload_lag_sec": 61.5, "drops_kernel": 7, "captured": 100,
                         "ignored": 50, "unclear": 2, "troubles": ["the disk is full", null], "kinds": {"sip": {"last_sequence": 12,
                         "last_time": "2026-11-21T03:14:00Z", "waiting_bytes": 1000, "waiting_chunks": 2, "drops_agent": 3},
                         "rtp": null}}}""");
        report(token, "{}");

        JsonNode status = listed("status-1").get("status");
        assertThat(Instant.parse(status.get("reported_at").asString())).isEqualTo(server.clock().instant());
        assertThat(status.get("clock_offset_ms").asDouble()).isEqualTo(-1500.25);
        assertThat(status.get("upload_lag_sec").asDouble()).isEqualTo(61.5);
        assertThat(status.get("waiting_bytes").asInt()).isEqualTo(1000);
        assertThat(status.get("waiting_chunks").asInt()).isEqualTo(2);
        assertThat(status.get("drops_kernel").asInt()).isEqualTo(7);
        assertThat(status.get("drops_agent").asInt()).isEqualTo(3);
        assertThat(status.get("troubles").toString()).isEqualTo("[\"the disk is full\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"manifests\": \"x\"}", "{\"manifests\": [null]}",
            "{\"manifests\": [\"manifests/bad-1/import/1.json\"]}", "{\"manifests\": [\"../../etc/passwd\"]}",
            "{\"manifests\": [\"manifests/bad-1/sip/1.expired.json\"]}", "{\"sent_at\": \"yesterday\"}",
            "{\"manifests\": [\"manifests/bad-1/sip/9999999999.json\"]}",
            "{\"sent_at\": \"+200000000-01-01T00:00:00Z\", \"status\": {}}", "{\"status\": {\"captured\": -1}}",
            "{\"status\": {\"kinds\": {\"video\": {}}}}", "{\"status\": {\"clock_offset_ms\": \"NaN\"}}"})
    void saysWhatIsWrongWithAReport(String body) {
        HttpResponse<String> answer = send("POST", "/api/chunks", body, tokenOf("bad-1"));

        assertThat(answer(400, answer).get("detail").asString()).isNotBlank();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void boundsAReport() {
        String token = tokenOf("bad-2");
        String keys = IntStream.range(0, 1_001).mapToObj(n -> "\"manifests/bad-2/sip/" + n + ".json\"")
                .collect(Collectors.joining(","));
        assertThat(answer(400, send("POST", "/api/chunks", "{\"manifests\": [" + keys + "]}", token)).get("field")
                .asString()).isEqualTo("manifests");
        assertThat(send("POST", "/api/chunks", "{\"x\": \"" + "x".repeat(1_100_000) + "\"}", token).statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesChunksOfAnotherAgent() {
        RolledChunk.of("victim", ChunkKind.SIP, 0, "05-carrier-503.pcap", CAPTURED, CAPTURED).store(server);
        JsonNode problem = answer(403, send("POST", "/api/chunks",
                "{\"manifests\": [\"manifests/victim/sip/00000000.json\"]}", tokenOf("attacker")));

        assertThat(problem.get("field").asString()).isEqualTo("manifests");
        assertThat(server.bean(ChunkRegistry.class).states("victim")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/calls", "GET,/v1/stats", "GET,/api/agents", "POST,/api/agents", "GET,/api/imports",
            "POST,/api/imports", "GET,/api/jobs", "POST,/api/jobs", "GET,/api/users", "GET,/api/keys", "GET,/metrics",
            "GET,/openapi.json", "POST,/api/agents/1/ingest-token", "GET,/api/agents/1/commands",
            "POST,/api/agents/1/commands/start", "GET,/api/coverage", "PUT,/api/chunks"})
    void opensNothingElseToAnAgent(String method, String path) {
        assertThat(send(method, path, method.equals("GET") ? "" : "{}", tokenOf("curious")).statusCode()).as(path)
                .isEqualTo(403);
    }

    @Test
    void opensNoPageToAnAgent() throws Exception {
        HttpResponse<String> page = new Browser(server).get("/search", "Authorization",
                "Bearer " + tokenOf("curious-2"));

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).contains("/login");
    }

    @Test
    void letsNobodyButAgentsReport() throws Exception {
        assertThat(answer(403, send("POST", "/api/chunks", "{}", KEY)).get("detail").asString())
                .contains("ingest-token");
        assertThat(new Browser(server).send("POST", "/api/chunks", "{}", "Content-Type", "application/json")
                .statusCode()).isEqualTo(401);
        assertThat(send("POST", "/api/chunks", "{}", "agent_nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void letsInTheLastTokenOfAnEnabledAgentAlone() {
        String first = tokenOf("renewed");
        String second = tokenOf("renewed");
        assertThat(send("POST", "/api/chunks", "{}", first).statusCode()).isEqualTo(401);
        report(second, "{}");

        save(200, "{\"name\": \"renewed\", \"enabled\": false}");
        assertThat(answer(401, send("POST", "/api/chunks", "{}", second)).get("detail").asString())
                .contains("disabled");
        save(200, "{\"name\": \"renewed\", \"enabled\": true}");
        report(second, "{}");
    }

    @Test
    void givesFiguresOfEachAgent() {
        RolledChunk.of("metered", ChunkKind.RTP, 0, "05-carrier-503.pcap", CAPTURED, CAPTURED).withDrops(4, 2)
                .store(server);
        report(tokenOf("metered"),
                """
                        {"manifests": ["manifests/metered/rtp/0.json"], "status": {"clock_offset_ms": -1500, "upload_lag_sec": 61.5,
                         "drops_kernel": 100, "kinds": {"sip": {"waiting_bytes": 1000}, "rtp": {"waiting_bytes": 24}}}}""");

        assertThat(send("GET", "/metrics", "", KEY).body()).contains(
                "sipvault_agent_waiting_bytes{agent=\"metered\"} 1024\n",
                "sipvault_agent_clock_offset_seconds{agent=\"metered\"} -1.5\n",
                "sipvault_agent_upload_lag_seconds{agent=\"metered\"} 61.5\n",
                "sipvault_agent_report_age_seconds{agent=\"metered\"} 0\n",
                "sipvault_agent_drops_total{agent=\"metered\",by=\"kernel\"} 4\n",
                "sipvault_agent_drops_total{agent=\"metered\",by=\"agent\"} 2\n",
                "sipvault_agent_last_chunk_age_seconds{agent=\"metered\",kind=\"rtp\"} ");
    }

    @Test
    void listsAnAgentThatWroteChunksAndWasNeverRegistered() {
        RolledChunk.of("stranger", ChunkKind.RTP, 0, "05-carrier-503.pcap", CAPTURED, CAPTURED).store(server);
        answer(202, send("POST", "/api/jobs", "{\"job\": \"index\"}", KEY));
        server.bean(IndexSchedule.class).daily();

        JsonNode stranger = listed("stranger");
        assertThat(stranger.get("registered").asBoolean()).isFalse();
        assertThat(stranger.get("id").isNull()).isTrue();
        assertThat(stranger.get("chunks").get(0).get("kind").asString()).isEqualTo("rtp");
        assertThat(stranger.get("status").isNull()).isTrue();
    }
}
