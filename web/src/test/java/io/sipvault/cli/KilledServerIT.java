package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that is killed at any moment, in the middle of imports, folds and retention, loses and doubles nothing of what it
 * accepted, and every page opens after the next start.
 */
final class KilledServerIT {
    private static final int KILLS = 3;
    /** From this kill on packets expire, too. */
    private static final int EXPIRING = 1;
    private static final long LONGEST_NS = 1_500_000_000L;
    private static final String PASSWORD = "password of the killed server";
    /** What was imported a moment ago is old already, and goes at once. */
    private static final Map<String, String> AT_ONCE = Map.of("SIPVAULT_RETENTION_IMPORT", "PT0.001S",
            "SIPVAULT_RETENTION_GRACE", "PT0S", "SIPVAULT_ADMIN_PASSWORD", PASSWORD);
    private static final Map<String, String> NEVER = Map.of("SIPVAULT_ADMIN_PASSWORD", PASSWORD);

    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingThatItAccepted() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.println("-Dkill.seed=" + seed);
        Random random = new Random(seed);
        Path data = folder.resolve("killed");
        List<Path> files = files();
        Map<Path, String> accepted = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (RealServer server = start(data, kill < EXPIRING ? NEVER : AT_ONCE)) {
                if (kill == EXPIRING) {
                    assertIntact(data, seed);
                }
                bring(server, files.subList(0, files.size() * (kill + 1) / KILLS), accepted, kill >= EXPIRING);
                LockSupport.parkNanos(random.nextLong(LONGEST_NS));
                server.process().kill();
            }
        }
        Map<String, Double> counted;
        try (RealServer server = start(data, AT_ONCE)) {
            for (String id : accepted.values()) {
                assertThat(ended(server, id)).as(id + ", seed " + seed).isEqualTo("done");
            }
            finishRetention(data, seed);
            counted = counts(server);
            openEveryPage(server, seed);
            Cli stopped = server.process().terminate();
            assertThat(stopped.err()).as("seed " + seed).noneMatch(line -> line.contains("ERROR"));
        }
        assertThat(data.resolve("server.json")).doesNotExist();
        assertThat(data.resolve("tomcat")).doesNotExist();
        assertThat(data.resolve("store/chunks")).doesNotExist();
        Path undisturbed = folder.resolve("undisturbed");
        try (RealServer server = start(undisturbed, NEVER)) {
            for (Path file : files) {
                assertThat(ended(server, accept(server, file))).isEqualTo("done");
            }
            assertThat(counted).as("seed " + seed).isEqualTo(counts(server));
            server.process().terminate();
        }
        assertThat(dump(data)).as("seed " + seed).isEqualTo(dump(undisturbed)).hasSizeGreaterThan(40);
        assertThat(Cli.run("verify", "--data", data).out().getLast()).contains(" 0 failures");
        try (Stream<Path> staged = Files.list(data.resolve("staging/received"))) {
            assertThat(staged).isEmpty();
        }
    }

    /** Brings files, and lets what is indexed of them expire meanwhile. */
    private static void bring(RealServer server, List<Path> files, Map<Path, String> accepted, boolean expiring)
            throws IOException, InterruptedException {
        for (Path file : files) {
            accepted.put(file, accept(server, file));
            if (expiring) {
                HttpResponse<String> asked = server.post("/api/jobs",
                        HttpRequest.BodyPublishers.ofString("{\"job\":\"retention\"}"), "Content-Type",
                        "application/json");
                assertThat(asked.statusCode()).as(asked.body()).isIn(202, 409);
            }
        }
    }

    /** What is not indexed yet will be; nothing else may be wrong. */
    private static void assertIntact(Path data, long seed) {
        List<String> lines = Cli.run("verify", "--data", data).out();
        assertThat(lines.subList(0, lines.size() - 1)).as("seed " + seed)
                .allMatch(line -> line.contains("has no fragment file"));
    }

    /** What is left goes with one run more, and then nothing. */
    private static void finishRetention(Path data, long seed) {
        Cli run = Cli.run("retention", "--data", data, "--run");
        assertThat(run.status()).as("seed " + seed + ", " + run).isZero();
        Cli again = Cli.run("retention", "--data", data, "--run");
        assertThat(again.out()).as("seed " + seed).contains("nothing went");
    }

    /** As whoever signs in sees them. */
    private static void openEveryPage(RealServer server, long seed) throws IOException, InterruptedException {
        Browser browser = new Browser(URI.create(server.url()));
        browser.signIn("admin", PASSWORD);
        List<String> pages = new ArrayList<>(List.of("/", "/streams?range=all", "/imports", "/jobs"));
        server.json("/v1/calls?limit=1000").get("calls")
                .forEach(call -> pages.add("/calls/" + call.get("id").asString()));
        server.json("/api/imports?limit=1000").get("imports")
                .forEach(i -> pages.add("/imports/" + i.get("id").asString()));
        server.json("/api/jobs?limit=1000").get("jobs").forEach(run -> pages.add("/jobs/" + run.get("id").asString()));
        assertThat(pages).hasSizeGreaterThan(50);
        for (String page : pages) {
            HttpResponse<String> answer = browser.get(page);
            assertThat(answer.statusCode()).as(page + ", seed " + seed).isEqualTo(200);
            if (page.startsWith("/calls/")) {
                assertThat(answer.body()).as("seed " + seed).contains("Packets expired by policy import-t0.001s on ");
            }
        }
    }

    private RealServer start(Path data, Map<String, String> policy) throws IOException, InterruptedException {
        return RealServer.start(folder, policy, "serve", "--data", data, "--port", "0");
    }

    private static String accept(RealServer server, Path file) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.postFile("/api/imports?name=" + file.getFileName(), file);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return tools.jackson.databind.json.JsonMapper.shared().readTree(answer.body()).get("id").asString();
    }

    private static String ended(RealServer server, String id) throws IOException, InterruptedException {
        JsonNode now = server.json("/api/imports/" + id);
        while (now.get("ended_at").isNull()) {
            LockSupport.parkNanos(20_000_000);
            now = server.json("/api/imports/" + id);
        }
        return now.get("state").asString();
    }

    /**
     * What is counted once: packets, messages, streams, delays. Scores and diagnoses are those at the first look, which depends
     * on what came together.
     */
    private static Map<String, Double> counts(RealServer server) throws IOException, InterruptedException {
        Map<String, Double> counts = new TreeMap<>();
        MetricsText.parse(server.get("/metrics").body(), false).samples().forEach((key, value) -> {
            if (key.matches("sipvault_(messages|responses|capture_packets|rtp_streams)_total.*"
                    + "|sipvault_(mos|jitter_ms|loss_percent|pdd_seconds)_count|sipvault_dialogs_total.*")) {
                counts.put(key, value);
            }
        });
        assertThat(counts).hasSizeGreaterThan(30);
        return counts;
    }

    private static List<String> dump(Path data) {
        List<String> all = new ArrayList<>();
        for (String row : List.of("--dialogs", "--streams", "--messages")) {
            Cli cli = Cli.run("search", "--data", data, row, "--json");
            assertThat(cli.status()).as(cli.err().toString()).isZero();
            all.addAll(cli.out());
        }
        return all;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> captures = Files.list(Cli.samples())) {
            return captures.sorted().toList();
        }
    }
}
