package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.capture.LiveInterface;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two hundred calls through a real proxy and media relay, an agent beside each, and a server. */
final class EdgeIT {
    private static final int CALLS = 200;
    /** Of each call the lists tell; of some of them all is looked at. */
    private static final int LOOKED_AT_EVERY = 10;
    private static final String HEP = "proxy-1/hep-2001";

    @TempDir
    private Path folder;

    @BeforeEach
    void requireCapture() {
        String missing = Edge.missing();
        Assumptions.assumeTrue(missing.isEmpty(), "SKIPPED, not installed: " + missing);
        try {
            LiveInterface.open("lo", null, 65_535, 1 << 20).close();
        } catch (ForensicException e) {
            Assumptions.abort("SKIPPED, this machine cannot capture: " + e.getMessage());
        }
    }

    private String proxyAgent(Edge edge, RealServer server) throws Exception {
        return """
                sipvault.agent.name = proxy-1
                sipvault.agent.hep.listen = udp:127.0.0.1:HEP_PORT
                sipvault.agent.logs = %s
                """.formatted(edge.log("kamailio")) + common("proxy-1", server);
    }

    private String mediaAgent(Edge edge, RealServer server) throws Exception {
        return """
                sipvault.agent.name = media-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = udp and not port HEP_PORT and (port PROXY_PORT or portrange 22000-25999)
                sipvault.agent.buffer = 64M
                sipvault.agent.logs = %s
                """.formatted(edge.log("rtpengine")) + common("media-1", server);
    }

    private String common(String name, RealServer server) throws Exception {
        JsonNode agent = json(server, "/api/agents", "{\"name\":\"" + name + "\",\"tags\":\"edge\"}");
        Path token = Files.writeString(folder.resolve(name + ".token"),
                json(server, "/api/agents/" + agent.path("id").asInt() + "/ingest-token", "").path("ingest_token")
                        .asString());
        return """
                sipvault.agent.roll.sip = PT5S
                sipvault.agent.roll.rtp = PT5S
                sipvault.agent.roll.log = PT5S
                sipvault.agent.data = %1$s/%2$s
                sipvault.store = %1$s/data/store
                sipvault.agent.center = %3$s
                sipvault.agent.center-token-file = %4$s
                """.formatted(folder, name, server.url(), token);
    }

    private static JsonNode json(RealServer server, String path, String body) throws Exception {
        HttpResponse<String> answer = server.post(path, BodyPublishers.ofString(body), "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 201);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void findsEveryCallWithBothWitnessesItsMediaAndItsLogLinesAndProvesTheArchive() throws Exception {
        Path data = folder.resolve("data");
        try (RealServer server = RealServer.start(folder, "serve", "--data", data, "--port", 0)) {
            List<String> callIds = callsWithAgents(server);
            awaitCalls(server);
            checkAll(server);
            checkSenders(server);
            for (int i = 0; i < callIds.size(); i += LOOKED_AT_EVERY) {
                check(callIds.get(i), server);
            }
        }
        checkManifests(data);
        assertThat(Cli.run("verify", "--data", data)).matches(run -> run.status() == 0, "proven");
        namesTheChunkOfWhichAByteWasChanged(data);
        namesTheChunkWhoseManifestIsGone(data);
    }

    private List<String> callsWithAgents(RealServer server) throws Exception {
        try (Edge edge = new Edge(Files.createDirectory(folder.resolve("edge"))).startNetwork()) {
            Process proxy = edge.agent("proxy-1", proxyAgent(edge, server));
            Process media = edge.agent("media-1", mediaAgent(edge, server));
            // nobody knows what an agent saw before the first that it ever saw
            edge.call(1);
            List<String> callIds = edge.call(CALLS);
            // the last lines of a log are taken a second after them
            Thread.sleep(2_500);
            Edge.stop(proxy);
            Edge.stop(media);
            assertThat(Files.readString(edge.log("proxy-1"))).doesNotContain("WARN", "\tat ");
            assertThat(Files.readString(edge.log("media-1"))).doesNotContain("WARN", "\tat ");
            return callIds;
        }
    }

    /** Until all chunks are indexed. */
    private static void awaitCalls(RealServer server) throws Exception {
        JsonNode calls = server
                .json("/v1/calls?q=has:logs%20has:rtp%20agent:media-1%20agent:" + HEP.replace("/", "%2F"));
        while (calls.path("total").asInt() < CALLS + 1) {
            Thread.sleep(500);
            calls = server.json("/v1/calls?q=has:logs%20has:rtp%20agent:media-1%20agent:" + HEP.replace("/", "%2F"));
        }
        assertThat(calls.path("total").asInt()).isEqualTo(CALLS + 1);
    }

    /** Both witnesses, media and the lines of both logs, of all calls together. */
    private static void checkAll(RealServer server) throws Exception {
        for (String query : List.of("state:Completed", "agent:media-1%20agent:proxy-1%2Fhep-2001", "has:rtp",
                "log:%22INVITE%20from%22", "log:%22Creating%20new%20call%22")) {
            assertThat(server.json("/v1/calls?q=" + query).path("total").asInt()).as(query).isEqualTo(CALLS + 1);
        }
        JsonNode streams = server.json("/v1/streams?limit=1000");
        assertThat(streams.path("total").asInt()).isEqualTo(4 * (CALLS + 1));
        streams.path("streams")
                .forEach(stream -> assertThat(stream.path("lost").asInt()).as(stream.toString()).isZero());
    }

    /** The server knows who reports to the agent. */
    private static void checkSenders(RealServer server) throws Exception {
        List<JsonNode> agents = new ArrayList<>();
        server.json("/api/agents").path("agents").forEach(agents::add);
        JsonNode proxy = agents.stream().filter(agent -> agent.path("name").asString().equals("proxy-1")).findFirst()
                .orElseThrow();
        JsonNode sender = proxy.path("status").path("hep_senders").path(0);
        assertThat(sender.path("agent_id").asInt()).as(proxy.toString()).isEqualTo(2001);
        assertThat(sender.path("packets").asInt()).isGreaterThan(CALLS * 10);
    }

    private static void check(String callId, RealServer server) throws Exception {
        JsonNode dialog = server.json("/v1/dialogs/" + callId);
        assertThat(dialog.path("state").asString()).as(callId).isEqualTo("Completed");
        assertThat(texts(dialog.path("agents"))).as(callId).containsExactlyInAnyOrder("media-1", HEP);
        List<JsonNode> streams = new ArrayList<>();
        dialog.path("streams").forEach(streams::add);
        assertThat(streams).as(callId + " both ways, on both sides of the relay").hasSize(4)
                .allMatch(stream -> stream.path("packets").asInt() >= 80)
                .allMatch(stream -> stream.path("lost").asInt() == 0);
        Set<String> logs = new HashSet<>();
        server.json("/v1/dialogs/" + callId + "/logs").path("logs")
                .forEach(line -> logs.add(line.path("agent").asString() + " " + line.path("named_by").asString()));
        assertThat(logs).as(callId).containsExactlyInAnyOrder("proxy-1 call_id", "media-1 call_id");
        JsonNode coverage = server.json("/v1/calls/" + dialog.path("id").asString()).path("coverage");
        assertThat(coverage.path("complete").asBoolean()).as(coverage.toString()).isTrue();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static void namesTheChunkOfWhichAByteWasChanged(Path data) throws IOException {
        Path object = files(data.resolve("store/chunks/rtp"), ".pcap.zst").getFirst();
        byte[] before = Files.readAllBytes(object);
        byte[] changed = before.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(object, changed);
        Cli run = Cli.run("verify", "--data", data);
        Files.write(object, before);

        String sequence = object.getFileName().toString().substring(0, 8);
        assertThat(run.status()).isNotZero();
        assertThat(String.join("\n", run.out()) + run.err()).contains("media-1.rtp." + sequence);
    }

    private static void namesTheChunkWhoseManifestIsGone(Path data) throws IOException {
        Path manifest = files(data.resolve("store/manifests/media-1/sip"), ".json").getFirst();
        Path aside = data.resolve("aside.json");
        Files.move(manifest, aside);
        Cli run = Cli.run("verify", "--data", data);
        Files.move(aside, manifest, StandardCopyOption.REPLACE_EXISTING);

        String sequence = manifest.getFileName().toString().substring(0, 8);
        assertThat(run.status()).isNotZero();
        assertThat(String.join("\n", run.out()) + run.err()).contains("media-1.sip." + sequence);
    }

    /** Nothing was lost, and the manifests say so. */
    private static void checkManifests(Path data) throws IOException {
        for (Path file : files(data.resolve("store/manifests"), ".json")) {
            JsonNode manifest = JsonMapper.shared().readTree(Files.readString(file));
            assertThat(manifest.path("drops_kernel").asInt() + manifest.path("drops_agent").asInt()).as(file.toString())
                    .isZero();
            assertThat(manifest.path("gaps")).as(file.toString()).isEmpty();
        }
    }
}
