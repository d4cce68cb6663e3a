package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sipvault.web.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands for agents, as programs give them, and as an agent gets them that nobody can reach. */
@SuppressWarnings("NullAway.Init")
final class AgentCommandRestTest {
    private static final String KEY = "key-of-the-command-tests";
    private static final String ORDER = "{\"criteria\": {\"from\": \"4930\"}, \"duration_seconds\": 60}";
    private static final String RUNNING = """
            {"id": "scope-001", "state": "running", "criteria": {"from": "4930"}, "capture_rtp": false,
             "capture_pcap": false, "started_at": "2026-11-21T03:15:00Z", "expires_at": "2026-11-21T04:15:00Z",
             "matched_messages": 3, "calls": 1, "media_packets": 0, "dropped_events": 0}""";

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

    private static CompletableFuture<HttpResponse<String>> later(String method, String path, String body, String key) {
        return CompletableFuture.supplyAsync(() -> send(method, path, body, key));
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) {
        return KeyedClient.json(status, answer);
    }

    private static <T> T now(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** An agent that asks for its commands. */
    private record Asking(int id, String token) {
        static Asking named(String name) {
            int id = JsonMapper.shared()
                    .readTree(send("POST", "/api/agents", "{\"name\":\"" + name + "\"}", KEY).body())
                    .get("id").asInt();
            return new Asking(id, answer(201, send("POST", "/api/agents/" + id + "/ingest-token", "", KEY))
                    .get("ingest_token").asString());
        }

        JsonNode ask(int seconds) {
            return answer(200, send("GET", "/api/agent/commands?wait_seconds=" + seconds, "", token)).get("commands");
        }

        /** Asks until there is something to do. */
        JsonNode next() {
            JsonNode commands = ask(10);
            assertThat(commands).hasSize(1);
            return commands.get(0);
        }

        HttpResponse<String> done(JsonNode command, int status, String body) {
            return send("POST", "/api/agent/commands/" + command.get("id").asString(),
                    "{\"status\": " + status + ", \"body\": " + body + "}", token);
        }

        String commands() {
            return "/api/agents/" + id + "/commands";
        }

        String way() {
            for (JsonNode agent : answer(200, send("GET", "/api/agents", "", KEY)).get("agents")) {
                if (agent.get("id").asInt() == id) {
                    return agent.get("commands").asString();
                }
            }
            throw new AssertionError("no agent " + id);
        }
    }

    @Test
    void startsACaptureAtAnAgentThatAsks() throws Exception {
        Asking agent = Asking.named("asks-1");
        assertThat(agent.way()).isEqualTo("none");
        assertThat(agent.ask(0)).isEmpty();
        assertThat(agent.way()).isEqualTo("connection");

        CompletableFuture<HttpResponse<String>> started = later("POST", agent.commands() + "/start", ORDER, KEY);
        JsonNode command = agent.next();
        answer(200, agent.done(command, 201, RUNNING));

        assertThat(answer(201, now(started)).get("state").asString()).isEqualTo("running");
        assertThat(command.get("method").asString()).isEqualTo("POST");
        assertThat(command.get("path").asString()).isEqualTo("/commands/start");
        JsonNode scope = command.get("body");
        assertThat(scope.propertyNames()).containsExactlyInAnyOrder("id", "criteria", "capture_rtp", "capture_pcap",
                "expires_at");
        assertThat(scope.get("criteria").toString()).isEqualTo("{\"from\":\"4930\"}");
        assertThat(scope.get("id").asString()).matches("[A-Za-z0-9_-]{8,64}");
        assertThat(Instant.parse(scope.get("expires_at").asString()))
                .isEqualTo(server.clock().instant().plusSeconds(60));
    }

    @Test
    void endsACaptureByTheClockOfTheAgent() throws Exception {
        Asking agent = Asking.named("late-1");
        answer(200, send("POST", "/api/chunks", "{\"status\": {\"clock_offset_ms\": 5000}}", agent.token));
        assertThat(agent.ask(0)).isEmpty();

        CompletableFuture<HttpResponse<String>> started = later("POST", agent.commands() + "/start", ORDER, KEY);
        JsonNode command = agent.next();
        answer(200, agent.done(command, 201, RUNNING));

        answer(201, now(started));
        assertThat(Instant.parse(command.get("body").get("expires_at").asString()))
                .isEqualTo(server.clock().instant().plusSeconds(55));
    }

    @Test
    void carriesEachKindOfCommand() throws Exception {
        Asking agent = Asking.named("asks-2");
        assertThat(agent.ask(0)).isEmpty();
        String events = "{\"events\": [{\"scope\": \"scope-001\", \"sequence\": 7, \"kind\": \"sip\", \"time\":"
                + " \"2026-11-21T03:15:00Z\", \"flow\": {\"transport\": \"UDP\", \"source\": \"a\", \"destination\": \"b\"},"
                + " \"call_id\": \"c\", \"method\": \"INVITE\", \"text\": \"INVITE\", \"encoding\": \"utf-8\","
                + " \"truncated\": false}], \"last_sequence\": 7, \"dropped\": 1}";
        for (List<String> each : List.of(List.of("GET", "", "/commands", "{\"commands\": [" + RUNNING + "]}"),
                List.of("GET", "/scope-001", "/commands/scope-001", RUNNING),
                List.of("POST", "/scope-001/stop", "/commands/scope-001/stop", RUNNING),
                List.of("GET", "/scope-001/events?after=5&limit=2", "/commands/scope-001/events", events))) {
            CompletableFuture<HttpResponse<String>> done = later(each.get(0), agent.commands() + each.get(1), "", KEY);
            JsonNode command = agent.next();
            answer(200, agent.done(command, 200, each.get(3)));

            assertThat(command.get("method").asString()).isEqualTo(each.get(0));
            assertThat(command.get("path").asString()).isEqualTo(each.get(2));
            assertThat(command.get("query").asString()).isEqualTo(each.get(1).contains("?") ? "after=5&limit=2" : "");
            assertThat(answer(200, now(done)).propertyNames())
                    .containsAll(JsonMapper.shared().readTree(each.get(3)).propertyNames());
        }
    }

    @ParameterizedTest
    @CsvSource({"400,400", "404,404", "409,409", "413,413", "401,502", "429,502", "500,502", "302,502", "204,502"})
    void saysWhatTheAgentFoundWrong(int answered, int given) throws Exception {
        Asking agent = Asking.named("wrong-" + answered);
        assertThat(agent.ask(0)).isEmpty();

        CompletableFuture<HttpResponse<String>> started = later("POST", agent.commands() + "/start", ORDER, KEY);
        answer(200, agent.done(agent.next(), answered, "{\"detail\": \"that cannot be\"}"));

        assertThat(answer(given, now(started)).get("detail").asString()).contains("agent wrong-" + answered,
                "that cannot be");
    }

    @Test
    void takesNoAnswerThatNoAgentGives() throws Exception {
        Asking agent = Asking.named("odd-1");
        assertThat(agent.ask(0)).isEmpty();
        CompletableFuture<HttpResponse<String>> started = later("GET", agent.commands() + "/scope-001", "", KEY);
        answer(200, agent.done(agent.next(), 200, "{\"calls\": \"many\"}"));

        assertThat(answer(502, now(started)).get("detail").asString()).contains("what no agent of Sipvault answers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\": 200}", "{\"status\": 99, \"body\": {}}",
            "{\"status\": 200, \"body\": 7}",
            "{\"status\": 1000, \"body\": {}}", "[", ""})
    void refusesAnAnswerThatIsNone(String body) {
        assertThat(answer(400, send("POST", "/api/agent/commands/abc", body, Asking.named("odd-2").token))
                .get("detail").asString()).isNotBlank();
    }

    @Test
    void tellsAnAgentThatNobodyWaitsAnyMore() {
        answer(404, send("POST", "/api/agent/commands/abc", "{\"status\": 200, \"body\": {}}",
                Asking.named("slow-1").token));
    }

    @Test
    void givesNoAgentTheCommandsOfAnother() throws Exception {
        Asking mine = Asking.named("mine");
        Asking other = Asking.named("other");
        assertThat(mine.ask(0)).isEmpty();
        CompletableFuture<HttpResponse<String>> done = later("GET", mine.commands() + "/scope-001", "", KEY);
        JsonNode command = mine.next();

        assertThat(other.ask(0)).isEmpty();
        answer(404, other.done(command, 200, RUNNING));
        assertThat(done).isNotDone();
        answer(200, mine.done(command, 200, RUNNING));
        answer(200, now(done));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"criteria\": {\"from\": \"1\"}, \"duration_seconds\": 0}", "[",
            "{\"criteria\": {\"from\": \"1\"}, \"duration_seconds\": 86401}"})
    void saysWhatIsWrongWithAnOrderWithoutAskingTheAgent(String order) {
        Asking agent = Asking.named("never-asks");
        assertThat(answer(400, send("POST", agent.commands() + "/start", order, KEY)).get("detail").asString())
                .isNotBlank();
    }

    @Test
    void saysWhyAnAgentCannotBeReached() {
        Asking agent = Asking.named("absent");
        assertThat(answer(502, send("GET", agent.commands(), "", KEY)).get("detail").asString())
                .contains("sipvault.agent.command.from-center");
        answer(404, send("GET", "/api/agents/4711/commands", "", KEY));

        answer(200, send("POST", "/api/agents", "{\"name\":\"absent\",\"enabled\":false}", KEY));
        assertThat(answer(409, send("GET", agent.commands(), "", KEY)).get("detail").asString())
                .contains("disabled");
    }

    @Test
    void letsNobodyButAgentsAsk() {
        answer(403, send("GET", "/api/agent/commands", "", KEY));
        answer(401, send("GET", "/api/agent/commands", "", "agent_nonsense"));
        answer(400, send("GET", "/api/agent/commands?wait_seconds=-1", "", Asking.named("hasty").token));
    }

    @Test
    void speaksToAnAgentAtItsAddress() throws Exception {
        List<String> seen = new ArrayList<>();
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listening.createContext("/commands", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, exchange.getRequestURI().getPath().endsWith("stop") ? "<html>" : RUNNING);
        });
        listening.start();
        try {
            int id = listener("listens", listening.getAddress().getPort());
            JsonNode status = answer(200, send("GET", "/api/agents/" + id + "/commands/scope-001", "", KEY));
            JsonNode problem = answer(502, send("POST", "/api/agents/" + id + "/commands/scope-001/stop", "", KEY));

            assertThat(status.get("matched_messages").asInt()).isEqualTo(3);
            assertThat(problem.get("detail").asString()).contains("Is the address that of its commands?");
            assertThat(seen).containsExactly("GET /commands/scope-001 Bearer secret-of-the-agent",
                    "POST /commands/scope-001/stop Bearer secret-of-the-agent");
        } finally {
            listening.stop(0);
        }
        int id = listener("listens", listening.getAddress().getPort());
        assertThat(answer(502, send("GET", "/api/agents/" + id + "/commands", "", KEY)).get("detail").asString())
                .contains("could not be reached at http://127.0.0.1:").doesNotContain("secret");
    }

    @Test
    void givesUpAnAgentWhoseAnswerNeverEnds() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> left = CompletableFuture.supplyAsync(() -> answerForEver(listening));
            int id = listener("drips", listening.getLocalPort());

            assertThat(answer(502, send("GET", "/api/agents/" + id + "/commands", "", KEY)).get("detail").asString())
                    .contains("no whole answer came within 15 s");
            assertThat(now(left)).as("the server hangs up").isEqualTo(-1);
        }
    }

    private static int answerForEver(ServerSocket listening) {
        try (Socket agent = listening.accept()) {
            agent.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream asked = agent.getInputStream();
            int last = asked.read();
            while (last >= 0) {
                last = asked.read();
            }
            return last;
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void cutsWhatAFailingAgentSays() throws Exception {
        Asking agent = Asking.named("talks");
        assertThat(agent.ask(0)).isEmpty();

        CompletableFuture<HttpResponse<String>> asked = later("GET", agent.commands(), "", KEY);
        answer(200, agent.done(agent.next(), 500, "{\"detail\": \"" + "long\\n".repeat(10_000) + "\"}"));

        assertThat(answer(502, now(asked)).get("detail").asString()).hasSizeLessThan(1_000).doesNotContain("\n");
    }

    private static int listener(String name, int port) {
        return JsonMapper.shared().readTree(send("POST", "/api/agents", "{\"name\":\"" + name
                + "\",\"url\":\"http://127.0.0.1:" + port + "/\",\"token\":\"secret-of-the-agent\"}", KEY).body())
                .get("id").asInt();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void stopsAtOnceThoughAnAgentWaits() throws Exception {
        TestServer stopping = TestServer.start(Map.of("sipvault.api.key", KEY));
        KeyedClient other = new KeyedClient(stopping);
        int id = answer(201, other.send("POST", "/api/agents", "{\"name\":\"w\"}", KEY)).get("id").asInt();
        String token = answer(201, other.send("POST", "/api/agents/" + id + "/ingest-token", "", KEY))
                .get("ingest_token").asString();
        CompletableFuture<HttpResponse<String>> held = CompletableFuture
                .supplyAsync(() -> other.send("GET", "/api/agent/commands", "", token));
        while (!other.send("GET", "/api/agents", "", KEY).body().contains("\"commands\":\"connection\"")) {
            Thread.sleep(20);
        }

        stopping.close();

        // the server's patience with its last requests is shorter than the question is held
        assertThat(now(held).statusCode()).isEqualTo(200);
    }

    @Test
    void changesNothingWhenTheSameOrderComesAgain() throws Exception {
        Asking agent = Asking.named("again-1");
        assertThat(agent.ask(0)).isEmpty();
        String order = ORDER.replace("{\"criteria\"", "{\"id\": \"scope-001\", \"criteria\"");
        for (String[] each : new String[][]{{order, "200"}, {order.replace("4930", "4931"), "409"}}) {
            CompletableFuture<HttpResponse<String>> again = later("POST", agent.commands() + "/start", each[0], KEY);
            answer(200, agent.done(agent.next(), 409, "{\"detail\": \"that of another scope\"}"));
            JsonNode looked = agent.next();
            assertThat(looked.get("path").asString()).isEqualTo("/commands/scope-001");
            answer(200, agent.done(looked, 200, RUNNING));

            answer(Integer.parseInt(each[1]), now(again));
        }
    }

    @Test
    void letsAnAgentAskAgainWhenItsTokenIsAnotherOne() throws Exception {
        Asking agent = Asking.named("renewed-1");
        CompletableFuture<JsonNode> held = CompletableFuture.supplyAsync(() -> agent.ask(25));
        while (!agent.way().equals("connection")) {
            Thread.sleep(20);
        }
        answer(201, send("POST", "/api/agents/" + agent.id + "/ingest-token", "", KEY));

        assertThat(now(held)).isEmpty();
        answer(401, send("GET", "/api/agent/commands?wait_seconds=0", "", agent.token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/start", "/short", "/scope-001/events?limit=0", "/scope-001/events?limit=1001",
            "/scope-001/events?after=-1", "/scope%20001"})
    void saysWhatIsWrongWithAQuestionWithoutAskingTheAgent(String path) {
        assertThat(answer(400, send("GET", Asking.named("never-asked").commands() + path, "", KEY)).get("detail")
                .asString()).isNotBlank();
    }
}
