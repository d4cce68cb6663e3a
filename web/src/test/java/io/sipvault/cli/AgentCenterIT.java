package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.AgentMain;
import io.sipvault.agent.capture.LiveInterface;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.trust.PinnedCertificate;
import io.sipvault.web.Browser;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real agent on loopback that reports to a real server over TLS. */
@SuppressWarnings("NullAway.Init")
final class AgentCenterIT {
    @TempDir
    private Path folder;
    /** What is sent to it is captured, and nothing else of this machine. */
    private DatagramSocket sink;
    private Browser client;
    private String hash;

    @BeforeEach
    void requireCapture() throws IOException {
        sink = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        try {
            LiveInterface.open("lo", null, 65_535, 1 << 20).close();
        } catch (ForensicException e) {
            Assumptions.abort("SKIPPED, this machine cannot capture: " + e.getMessage());
        }
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    private RealServer server() throws Exception {
        SelfSigned made = SelfSigned.make(folder);
        RealServer server = RealServer.start(folder,
                Map.of("SIPVAULT_AGENTS_CERTIFICATE", folder.resolve("server.pem").toString()), "serve", "--data",
                folder.resolve("data"), "--port", "0",
                "--tls-cert", made.certificate(folder.resolve("server.pem")), "--tls-key",
                made.key(folder.resolve("key.pem")));
        hash = PinnedCertificate.sha256(made.store());
        SSLContext trust = PinnedCertificate.context(hash, "the test");
        client = new Browser(URI.create(server.url()), trust);
        return server;
    }

    private JsonNode send(String method, String path, String body) {
        try {
            HttpResponse<String> answer = client.send(method, path, body, "Authorization", "Bearer " + RealServer.KEY,
                    "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 201);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /** Asks again and again until the answer is as it should be. */
    private JsonNode await(String path, Predicate<JsonNode> right) throws InterruptedException {
        JsonNode answer = send("GET", path, "");
        while (!right.test(answer)) {
            Thread.sleep(100);
            answer = send("GET", path, "");
        }
        return answer;
    }

    private Process agent(String url, String certificate, String... more) throws IOException {
        int id = send("POST", "/api/agents", "{\"name\":\"edge-1\",\"tags\":\"edge\"}").get("id").asInt();
        Files.writeString(folder.resolve("token"),
                send("POST", "/api/agents/" + id + "/ingest-token", "").get("ingest_token").asString());
        Path settings = Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = udp port %4$d
                sipvault.agent.data = %1$s/agent
                sipvault.agent.roll.sip = PT1S
                sipvault.store = %1$s/data/store
                sipvault.agent.center = %2$s
                sipvault.agent.center-token-file = %1$s/token
                sipvault.agent.center-certificate = %3$s
                %5$s
                """.formatted(folder, url, certificate, sink.getLocalPort(), String.join("\n", more)));
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                AgentMain.class.getName(), "--config", settings.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said().toFile()).start();
    }

    private Path said() {
        return folder.resolve("agent.out");
    }

    private void awaitCapture(Process agent) throws IOException, InterruptedException {
        while (!Files.readString(said()).contains(" captures on ")) {
            assertThat(agent.isAlive()).as(Files.readString(said())).isTrue();
            Thread.sleep(50);
        }
    }

    private void message(String callId) throws IOException {
        try (DatagramSocket source = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] message = ("OPTIONS sip:all@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
                    + "From: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: " + callId
                    + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            source.send(new DatagramPacket(message, message.length, sink.getLocalSocketAddress()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isFoundWithoutWaitingForTheListingAndSaysHowItDoes(boolean byHash) throws Exception {
        try (RealServer server = server()) {
            Process agent = agent(server.url(), byHash ? hash : folder.resolve("server.pem").toString());
            try {
                awaitCapture(agent);
                message("first@agent");
                await("/v1/dialogs?q=agent:edge-1", page -> page.get("total").asInt() == 1);
                message("second@agent");
                JsonNode found = await("/v1/dialogs?q=agent:edge-1", page -> page.get("total").asInt() == 2);
                assertThat(found.toString()).contains("first@agent", "second@agent");

                JsonNode agents = await("/api/agents", all -> all.get("agents").get(0).get("status")
                        .hasNonNull("clock_offset_ms"));
                JsonNode edge = agents.get("agents").get(0);
                assertThat(edge.get("name").asString()).isEqualTo("edge-1");
                assertThat(edge.get("status").get("version").asString()).startsWith("sipvault-agent");
                assertThat(edge.get("status").get("captured").asInt()).isGreaterThanOrEqualTo(2);
                assertThat(edge.get("status").get("troubles")).isEmpty();
                JsonNode coverage = await("/api/coverage", all -> all.get("agents").size() == 1);
                assertThat(
                        coverage.get("agents").get(0).get("kinds").get(0).get("spans").get(0).get("state").asString())
                        .isEqualTo("captured");
                assertThat(JsonMapper.shared()
                        .readTree(Files.readAllBytes(folder.resolve("data/store/manifests/edge-1/sip/00000001.json")))
                        .get("clock_offset_ms").isNumber()).isTrue();
            } finally {
                agent.destroy();
                agent.waitFor();
            }
            assertThat(Files.readString(said())).doesNotContain("Exception", "WARN", "ERROR");
        }
    }

    @Test
    void capturesWhatTheCenterOrdersThoughNobodyCanReachIt() throws Exception {
        try (RealServer server = server()) {
            Process agent = agent(server.url(), hash, "sipvault.agent.command.from-center = yes");
            try {
                awaitCapture(agent);
                capturesAsOrdered("connection");
            } finally {
                agent.destroy();
                assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Files.readString(said())).doesNotContain("Exception", "WARN", "ERROR");
        }
    }

    @Test
    void capturesWhatTheCenterOrdersAtTheAddressOfItsCommands() throws Exception {
        try (RealServer server = server()) {
            Files.writeString(folder.resolve("command-token"), "token-of-the-commands");
            Process agent = agent(server.url(), hash, "sipvault.agent.command.listen = 127.0.0.1:0",
                    "sipvault.agent.command.token-file = " + folder.resolve("command-token"),
                    "sipvault.agent.command.tls-certificate = " + folder.resolve("server.pem"),
                    "sipvault.agent.command.tls-key = " + folder.resolve("key.pem"));
            try {
                awaitCapture(agent);
                Matcher address = Pattern.compile("https://127\\.0\\.0\\.1:\\d+").matcher(Files.readString(said()));
                assertThat(address.find()).as(Files.readString(said())).isTrue();
                send("POST", "/api/agents", "{\"name\":\"edge-1\",\"url\":\"" + address.group()
                        + "\",\"token\":\"token-of-the-commands\"}");
                capturesAsOrdered("address");
            } finally {
                agent.destroy();
                assertThat(agent.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private void capturesAsOrdered(String way) throws Exception {
        await("/api/agents", all -> all.get("agents").get(0).get("commands").asString().equals(way));
        String commands = "/api/agents/" + send("GET", "/api/agents", "").get("agents").get(0).get("id").asInt()
                + "/commands";
        String id = send("POST", commands + "/start", "{\"criteria\":{\"call_id\":\"wanted@agent\"}}").get("id")
                .asString();

        message("other@agent");
        message("wanted@agent");

        JsonNode events = await(commands + "/" + id + "/events", found -> !found.get("events").isEmpty());
        assertThat(events.get("events")).hasSize(1);
        assertThat(events.get("events").get(0).get("text").asString()).contains("Call-ID: wanted@agent");
        JsonNode stopped = send("POST", commands + "/" + id + "/stop", "");
        assertThat(stopped.get("state").asString()).isEqualTo("stopped");
        assertThat(stopped.get("matched_messages").asInt()).isEqualTo(1);
        assertThat(send("GET", commands, "").get("commands")).hasSize(1);
    }
}
