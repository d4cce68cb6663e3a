package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Retention at the command line: what a run that is killed at any moment left is finished by the next one. */
final class KilledRetentionIT {
    private static final int KILLS = 4;
    private static final long SHORTEST_MS = 500;
    private static final String SAMPLE = "01-good-call.pcap";
    /** What was imported a moment ago is old already, and goes at once. The samples' day is not. */
    private static final Map<String, String> AT_ONCE = Map.of("SIPVAULT_RETENTION_IMPORT", "PT0.001S",
            "SIPVAULT_RETENTION_GRACE", "PT0S");

    @TempDir
    private Path folder;
    private Path data;

    @BeforeEach
    void importSamples() throws IOException {
        data = folder.resolve("data");
        List<Object> arguments = new ArrayList<>(List.of("import", "--data", data));
        try (Stream<Path> captures = Files.list(Cli.samples())) {
            captures.sorted().forEach(arguments::add);
        }
        Cli imported = Cli.run(arguments.toArray());
        assertThat(imported.status()).as(imported.toString()).isZero();
    }

    private Cli retention(String what) throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, AT_ONCE, "retention", "--data", data, what)) {
            Cli cli = child.finish();
            assertThat(cli.status()).as(cli.toString()).isZero();
            return cli;
        }
    }

    private List<String> search(String row) {
        Cli cli = row.isEmpty()
                ? Cli.run("search", "--data", data, "--json")
                : Cli.run("search", "--data", data, row, "--json");
        assertThat(cli.status()).as(cli.toString()).isZero();
        return cli.out();
    }

    private String verify() {
        Cli verified = Cli.run("verify", "--data", data);
        assertThat(verified.status()).as(verified.toString()).isZero();
        return verified.summary();
    }

    /** The store removes folders that became empty. */
    private static List<Path> files(Path below) throws IOException {
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void finishesWhatWasKilledAtAnyMoment() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        String which = "-Dkill.seed=" + seed;
        List<String> calls = search("");
        List<String> streams = search("--streams");
        int chunks = files(data.resolve("store/chunks")).size();
        long began = System.nanoTime();
        JsonNode dry = JsonMapper.shared().readTree(retention("--dry-run").summary());
        long normalMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertThat(dry.at("/deleted/import/objects").asInt()).isEqualTo(chunks);
        assertThat(files(data.resolve("store/chunks"))).hasSize(chunks);
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildProcess child = ChildProcess.start(folder, AT_ONCE, "retention", "--data", data, "--run")) {
                child.killAfter(random.nextLong(SHORTEST_MS, Math.max(SHORTEST_MS + 1, normalMs)));
            }
            assertThat(verify()).as(which).contains(" 0 failures");
        }

        retention("--run");

        assertThat(files(data.resolve("store/chunks"))).as(which).isEmpty();
        assertThat(verify()).as(which).endsWith(
                "; " + chunks + " chunks expired by policy, " + chunks + " of them deleted");
        assertThat(search("")).as(which).isEqualTo(calls);
        assertThat(search("--streams")).as(which).isEqualTo(streams);
        assertThat(retention("--run").out()).as(which).contains("nothing went");
    }

    @Test
    void saysWhichPolicyAndDateInsteadOfFailing() throws Exception {
        String callId = JsonMapper.shared().readTree(search("").getFirst()).get("call_id").asString();
        retention("--run");

        Cli shown = Cli.run("show", "--data", data, callId);
        assertThat(shown.status()).as(shown.toString()).isZero();
        assertThat(shown.out()).anyMatch(line -> line.matches(
                "export    packets expired by policy import-t0\\.001s on [0-9-]{10}: ([0-9]+) of \\1 chunks"));

        Path tar = folder.resolve("call.tar");
        Cli exported = Cli.run("export", "--data", data, "--call-id", callId, "-o", tar);
        assertThat(exported.status()).as(exported.toString()).isZero();
        assertThat(exported.err()).anyMatch(line -> line.startsWith("packets expired by policy import-t0.001s on "));
        assertThat(Files.readString(tar, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("\"expired\":[{\"policy\":\"import-t0.001s\",\"date\":\"");

        Cli again = Cli.run("import", "--data", data, Cli.sample(SAMPLE));
        assertThat(again.status()).as(again.toString()).isZero();
        assertThat(again.err()).anyMatch(line -> line.contains("expired by policy import-t0.001s on "));
        assertThat(files(data.resolve("store/chunks"))).isEmpty();
    }

    @Test
    void asksWhatToDo() {
        Cli cli = Cli.run("retention", "--data", data);

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err().getFirst()).contains("--dry-run", "--run");
    }
}
