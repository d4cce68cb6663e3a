package io.sipvault.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.jobs.launch.IndexSchedule;
import io.sipvault.web.Browser;
import io.sipvault.web.RolledChunk;
import io.sipvault.web.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What agents saw of a time and of a call, as programs are told. */
@SuppressWarnings("NullAway.Init")
final class CoverageRestTest {
    private static final String KEY = "key-of-the-coverage-tests";
    /** The call of 01-good-call.pcap, with its media. */
    private static final Instant FIRST = Instant.parse("2026-11-21T03:25:45.603078884Z");
    private static final Instant LAST = Instant.parse("2026-11-21T03:26:00.242992598Z");
    private static final String GOOD = "01-good-call.pcap";

    private TestServer server;
    private Browser client;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("sipvault.api.key", KEY));
        client = new Browser(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode send(String method, String path, String body, String key) {
        try {
            HttpResponse<String> answer = client.send(method, path, body, "Authorization", "Bearer " + key,
                    "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 201);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private void report(String agent, String status) {
        int id = send("POST", "/api/agents", "{\"name\":\"" + agent + "\"}", KEY).get("id").asInt();
        String token = send("POST", "/api/agents/" + id + "/ingest-token", "", KEY).get("ingest_token").asString();
        send("POST", "/api/chunks", status, token);
    }

    private void store(RolledChunk... chunks) {
        for (RolledChunk chunk : chunks) {
            chunk.store(server);
        }
        server.bean(IndexSchedule.class).daily();
    }

    private static RolledChunk sip(String agent, int sequence, Instant from, Instant to) {
        return RolledChunk.of(agent, ChunkKind.SIP, sequence, "05-carrier-503.pcap", from, to);
    }

    /** The good call, as a chunk of media that holds its signalling too. */
    private static RolledChunk good(String agent, ChunkKind kind, int sequence) {
        return RolledChunk.of(agent, kind, sequence, GOOD, FIRST, LAST);
    }

    private JsonNode coverage(Instant from, Instant to) {
        return send("GET", "/api/coverage?from=" + from + "&to=" + to, "", KEY).get("agents");
    }

    private static List<String> states(JsonNode kind) {
        return StreamSupport.stream(kind.get("spans").spliterator(), false)
                .map(span -> span.get("from").asString().substring(11, 19) + " " + span.get("state").asString())
                .toList();
    }

    private JsonNode call(String query) {
        JsonNode calls = send("GET", "/v1/calls?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), "", KEY)
                .get("calls");
        assertThat(calls).hasSize(1);
        return send("GET", "/v1/calls/" + calls.get(0).get("id").asString(), "", KEY).get("coverage");
    }

    @Test
    void tellsWhatWasCapturedMissedAndDropped() {
        store(sip("edge", 0, FIRST, FIRST.plusSeconds(30)),
                sip("edge", 1, FIRST.plusSeconds(40), FIRST.plusSeconds(70)).withGap(FIRST.plusSeconds(31),
                        FIRST.plusSeconds(39)),
                sip("edge", 3, FIRST.plusSeconds(100), FIRST.plusSeconds(130)).withDrops(12, 3));

        JsonNode edge = coverage(FIRST.minusSeconds(60), FIRST.plusSeconds(600)).get(0);

        assertThat(edge.get("registered").asBoolean()).isFalse();
        assertThat(states(edge.get("kinds").get(0))).containsExactly("03:25:45 captured", "03:26:16 gap",
                "03:26:24 captured", "03:26:55 missing", "03:27:25 captured");
        assertThat(edge.get("drops")).hasSize(2);
        assertThat(edge.get("drops").get(0).get("packets").asInt() + edge.get("drops").get(1).get("packets").asInt())
                .isEqualTo(15);
        assertThat(coverage(FIRST.plusSeconds(600), FIRST.plusSeconds(900)).get(0).get("kinds").get(0).get("spans"))
                .isEmpty();
    }

    @Test
    void goesOnToWhatTheAgentReported() {
        store(sip("edge", 0, FIRST, FIRST.plusSeconds(30)), good("edge", ChunkKind.RTP, 0));
        report("edge",
                "{\"sent_at\":\"" + FIRST.plusSeconds(90) + "\",\"status\":{\"drops_kernel\":5,\"kinds\":{\"sip\":"
                        + "{\"last_sequence\":0,\"gaps\":[{\"from\":\"" + FIRST.plusSeconds(50) + "\",\"to\":\""
                        + FIRST.plusSeconds(60) + "\"}]},\"rtp\":{\"last_sequence\":0,\"waiting_bytes\":1000}}}}");

        JsonNode edge = coverage(FIRST, FIRST.plusSeconds(600)).get(0);

        assertThat(states(edge.get("kinds").get(0))).containsExactly("03:25:45 captured", "03:26:35 gap",
                "03:26:45 captured");
        assertThat(states(edge.get("kinds").get(1))).containsExactly("03:25:45 captured", "03:26:00 pending");
        assertThat(edge.get("drops").get(0).get("told").asBoolean()).isFalse();
        assertThat(edge.get("drops").get(0).get("packets").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=2026-13-01T00:00:00Z",
            "from=2026-11-21T03:00:00Z&to=2026-11-21T03:00:00Z", "from=2026-01-01T00:00:00Z&to=2026-11-21T03:00:00Z",
            "to=1000000000-01-01T00:00:00Z"})
    void saysWhatIsWrongWithATime(String query) throws Exception {
        HttpResponse<String> answer = client.get("/api/coverage?" + query, "Authorization", "Bearer " + KEY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void saysThatACallLostNothingOnlyWhereAllOfItIsKnown() {
        store(good("edge", ChunkKind.SIP, 0).withDrops(0, 0), good("edge", ChunkKind.RTP, 0));

        JsonNode coverage = call("agent:edge");

        assertThat(coverage.get("sentence").asString()).isEqualTo("Seen by edge. While it lasted edge lost nothing.");
        assertThat(coverage.get("complete").asBoolean()).isTrue();
        assertThat(coverage.get("agents").get(0).get("media").asBoolean()).isTrue();
    }

    @Test
    void saysWhatWasLostOfACall() {
        store(good("edge", ChunkKind.RTP, 0).withDrops(12, 0),
                sip("edge", 0, FIRST.minusSeconds(60), FIRST.plusSeconds(5)),
                sip("edge", 1, FIRST.plusSeconds(10), LAST.plusSeconds(30)).withGap(FIRST.plusSeconds(6),
                        FIRST.plusSeconds(9)));

        JsonNode coverage = call("agent:edge status:200");

        assertThat(coverage.get("sentence").asString()).startsWith("Seen by edge. While it lasted edge dropped"
                + " 12 packets between 03:25:50 and 03:26:01")
                .contains("captured no signalling between 03:25:51 and 03:25:54");
        assertThat(coverage.get("complete").asBoolean()).isFalse();
        assertThat(coverage.get("agents").get(0).get("not_seen").get(0).get("state").asString()).isEqualTo("gap");
    }

    @Test
    void saysWhatIsNotUploadedYet() {
        Instant middle = FIRST.plusSeconds(8);
        store(good("edge", ChunkKind.SIP, 0), RolledChunk.of("edge", ChunkKind.RTP, 0, GOOD, FIRST, middle));
        report("edge",
                "{\"sent_at\":\"" + LAST.plusSeconds(5) + "\",\"status\":{\"kinds\":{\"rtp\":{\"last_sequence\":0,"
                        + "\"waiting_bytes\":1000}}}}");

        assertThat(call("agent:edge").get("sentence").asString()).isEqualTo("Seen by edge. While it lasted edge has"
                + " not uploaded its media after 03:25:53 yet.");
    }

    @Test
    void callsNothingFineWhereNothingWasSeen() {
        store(RolledChunk.of("edge", ChunkKind.SIP, 0, "18-no-ack.pcap", FIRST.minusSeconds(9_000),
                FIRST.minusSeconds(8_900)), good("media", ChunkKind.RTP, 4).withGap(FIRST.minusSeconds(30_000), LAST));

        JsonNode coverage = call("agent:edge NOT agent:media");

        assertThat(coverage.get("complete").asBoolean()).isFalse();
        assertThat(coverage.get("sentence").asString()).contains("edge does not tell what it saw of signalling");
    }
}
