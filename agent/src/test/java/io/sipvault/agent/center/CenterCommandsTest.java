package io.sipvault.agent.center;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sipvault.agent.command.CommandRoutes;
import io.sipvault.agent.command.Scopes;
import io.sipvault.agent.config.CenterSettings;
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
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that a center gives to an agent that asks it. */
@SuppressWarnings("NullAway.Init")
final class CenterCommandsTest {
    private static final String PATH = "/api/agent/commands";

    @TempDir
    private Path folder;
    private HttpServer server;
    private CenterCommands commands;
    private int status = 200;
    private int taken = 200;
    private String whole = "";
    private String given = "";
    private String asked = "";
    private boolean holds;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(PATH, this::handle);
        server.start();
        Files.writeString(folder.resolve("token"), "agent_token");
        Scopes scopes = Scopes.open(folder, Clock.systemUTC(), System::nanoTime);
        commands = new CenterCommands(
                new CenterSettings(URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        folder.resolve("token"), null, true),
                new CommandRoutes(scopes), new Random(1));
    }

    @AfterEach
    void hangUp() {
        released.countDown();
        commands.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer agent_token");
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            String id = exchange.getRequestURI().getPath().substring(PATH.length() + 1);
            answers.put(id, JsonMapper.shared().readTree(sent));
            answer(exchange, taken, "{}");
            return;
        }
        asked = exchange.getRequestURI().toString();
        if (holds) {
            hold();
        }
        answer(exchange, status, status == 200
                ? whole.isEmpty() ? "{\"commands\":[" + given + "]}" : whole
                : "{\"detail\":\"the agent is disabled here\"}");
        given = "";
    }

    private void hold() {
        held.countDown();
        try {
            assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String command(String id, String method, String path, String body) {
        return "{\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"path\":\"" + path + "\",\"query\":\"\""
                + (body.isEmpty() ? "" : ",\"body\":" + body) + "}";
    }

    private static String scope(String id) {
        return "{\"id\":\"" + id + "\",\"criteria\":{\"from\":\"4930\"},\"expires_at\":\""
                + Instant.now().plusSeconds(600) + "\"}";
    }

    private JsonNode answered(String id) {
        return Objects.requireNonNull(answers.get(id), id);
    }

    @Test
    void doesWhatTheCenterWantsAndAnswersEach() {
        given = command("c1", "POST", "/commands/start", scope("scope-001")) + ","
                + command("c2", "GET", "/commands/scope-001", "");

        assertThat(commands.turn()).isZero();

        assertThat(asked).isEqualTo(PATH + "?wait_seconds=25");
        assertThat(answered("c1").get("status").asInt()).isEqualTo(201);
        assertThat(answered("c2").get("body").get("state").asString()).isEqualTo("running");

        given = command("c3", "POST", "/commands/scope-001/stop", "");
        assertThat(commands.turn()).isZero();
        assertThat(answered("c3").get("body").get("state").asString()).isEqualTo("stopped");
    }

    @Test
    void changesNothingWhenACommandComesAgain() {
        String start = command("c1", "POST", "/commands/start", scope("scope-001"));
        given = start + "," + start.replace("c1", "c2");

        assertThat(commands.turn()).isZero();

        assertThat(answered("c1").get("status").asInt()).isEqualTo(201);
        assertThat(answered("c2").get("status").asInt()).isEqualTo(200);
    }

    @Test
    void answersWhatItCannotDoWithAProblem() {
        given = command("c1", "GET", "/passwords", "") + "," + command("c2", "POST", "/commands/start", "[1]") + ","
                + command("c3", "POST", "/commands/start", "{\"id\":\"" + "x".repeat(70_000) + "\"}")
                + ",{\"id\":\"c4\"},{\"id\":\"../c5\",\"method\":\"GET\",\"path\":\"/commands\"},7";

        assertThat(commands.turn()).as("some have no id").isEqualTo(Duration.ofSeconds(5));

        assertThat(answered("c1").get("status").asInt()).isEqualTo(404);
        assertThat(answered("c2").get("status").asInt()).isEqualTo(400);
        assertThat(answered("c3").get("status").asInt()).isEqualTo(413);
        assertThat(answered("c4").get("status").asInt()).isEqualTo(404);
        assertThat(answers).hasSize(4);
    }

    @Test
    void doesNotHurryWhenTheCenterTakesNoAnswer() {
        taken = 413;
        given = command("c1", "GET", "/commands", "");

        assertThat(commands.turn()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void takesWhatHasNoListOfCommandsForNoCenter() {
        whole = "{\"commands\":{\"c1\":7}}";
        Duration first = commands.turn();
        for (int i = 0; i < 5; i++) {
            assertThat(commands.turn()).isPositive();
        }
        assertThat(commands.turn()).isGreaterThan(first.multipliedBy(4));
    }

    @Test
    void asksACenterThatHoldsNoQuestionAfterAPause() {
        assertThat(commands.turn()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitsLongerAndLongerWhileItIsRefused() {
        status = 401;
        Duration first = commands.turn();
        for (int i = 0; i < 5; i++) {
            assertThat(commands.turn()).isPositive();
        }
        assertThat(commands.turn()).isGreaterThan(first.multipliedBy(4));
        status = 200;
        assertThat(commands.turn()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void endsAtOnceWhileItsQuestionIsHeld() throws Exception {
        holds = true;
        Thread asking = Thread.ofPlatform().start(() -> assertThat(commands.turn()).isPositive());
        assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();

        commands.close();

        assertThat(asking.join(Duration.ofSeconds(10))).isTrue();
    }
}
