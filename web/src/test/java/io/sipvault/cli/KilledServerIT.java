package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** A server that is killed in the middle of imports, at any moment, loses and doubles nothing of what it accepted. */
final class KilledServerIT {
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingThatItAccepted() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        Path data = folder.resolve("killed");
        List<Path> files = files();
        Map<Path, String> accepted = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (RealServer server = start(data)) {
                int some = files.size() * (kill + 1) / KILLS;
                for (Path file : files.subList(0, some)) {
                    accepted.put(file, accept(server, file));
                }
                LockSupport.parkNanos(random.nextLong(1_500_000_000L));
                server.process().kill();
            }
        }
        Map<String, Double> counted;
        try (RealServer server = start(data)) {
            for (String id : accepted.values()) {
                assertThat(ended(server, id)).as(id + ", seed " + seed).isEqualTo("done");
            }
            counted = counts(server);
            Cli stopped = server.process().terminate();
            assertThat(stopped.err()).as("seed " + seed).noneMatch(line -> line.contains("ERROR"));
        }
        assertThat(data.resolve("server.json")).doesNotExist();
        Path undisturbed = folder.resolve("undisturbed");
        try (RealServer server = start(undisturbed)) {
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

    private RealServer start(Path data) throws IOException, InterruptedException {
        return RealServer.start(folder, "serve", "--data", data, "--port", "0");
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
