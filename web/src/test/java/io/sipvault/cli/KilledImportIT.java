package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports that are killed at any moment, and imports beside each other, give what one undisturbed import gives. */
final class KilledImportIT {
    private static final int ROUNDS = 3;
    private static final int KILLS_IN_A_ROUND = 2;
    private static final long SHORTEST_MS = 500;

    @TempDir
    private Path folder;

    @Test
    void givesTheSameAfterKillsAtAnyMoment() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        long began = System.nanoTime();
        finish(folder.resolve("undisturbed"));
        long normalMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        List<String> expected = dump(folder.resolve("undisturbed"));
        assertThat(expected).hasSizeGreaterThan(40);
        int killed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path data = folder.resolve("round-" + round);
            for (int kill = 0; kill < KILLS_IN_A_ROUND; kill++) {
                long ms = random.nextLong(SHORTEST_MS, Math.max(SHORTEST_MS + 1, normalMs));
                try (ChildProcess child = ChildProcess.start(folder, arguments(data))) {
                    killed += child.killAfter(ms) ? 1 : 0;
                }
                assertNothingHalfRegistered(data);
            }
            Cli last = finish(data);
            String which = "-Dkill.seed=" + seed + ", round " + round;
            assertThat(dump(data)).as(which).isEqualTo(expected);
            assertThat(leftovers(data)).as(which).isEmpty();
            assertGivesBackEveryFile(data, last);
        }
        assertThat(killed).as("kills that met a running import, seed " + seed).isPositive();
    }

    @Test
    void takesTurnsWhenTwoImportsStartAtOnce() throws Exception {
        Path data = folder.resolve("shared");
        List<Path> few = files().subList(0, 6);
        try (ChildProcess one = ChildProcess.start(folder, arguments(data, few.subList(0, 4)));
                ChildProcess two = ChildProcess.start(folder, arguments(data, few.subList(2, 6)))) {
            Cli first = one.finish();
            Cli second = two.finish();
            assertThat(first.status()).as(first.toString()).isZero();
            assertThat(second.status()).as(second.toString()).isZero();
            assertThat(Stream.concat(first.err().stream(), second.err().stream()))
                    .anyMatch(line -> line.startsWith("waiting: another sipvault is writing"));
        }
        Path alone = folder.resolve("alone");
        assertThat(Cli.run(arguments(alone, few)).status()).isZero();
        assertThat(dump(data)).isEqualTo(dump(alone));
    }

    private Cli finish(Path data) throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, arguments(data))) {
            Cli cli = child.finish();
            assertThat(cli.status()).as(cli.toString()).isZero();
            return cli;
        }
    }

    /** All that a search shows, and the proof that the archive is whole. */
    private static List<String> dump(Path data) {
        List<String> all = new ArrayList<>();
        for (String row : List.of("", "--dialogs", "--streams", "--messages")) {
            Cli cli = row.isEmpty()
                    ? Cli.run("search", "--data", data, "--json")
                    : Cli.run("search", "--data", data, row, "--json");
            assertThat(cli.status()).as(cli.err().toString()).isZero();
            all.addAll(cli.out());
        }
        Cli verified = Cli.run("verify", "--data", data);
        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out().getLast()).contains(" 0 failures");
        return all;
    }

    /** Whatever has a manifest has its data object, so that nothing that was acknowledged can be missing. */
    private static void assertNothingHalfRegistered(Path data) throws IOException {
        Path manifests = data.resolve("store/manifests");
        if (!Files.isDirectory(manifests)) {
            return;
        }
        try (Stream<Path> all = Files.walk(manifests)) {
            for (Path manifest : all.filter(p -> p.toString().endsWith(".json")).toList()) {
                JsonNode read = JsonMapper.shared().readTree(Files.readAllBytes(manifest));
                assertThat(data.resolve("store").resolve(read.get("object").asString())).exists();
            }
        }
    }

    private static List<Path> leftovers(Path data) throws IOException {
        try (Stream<Path> staged = Files.list(data.resolve("store/.staging"))) {
            return staged.filter(p -> !p.toString().endsWith(".part")).toList();
        }
    }

    private void assertGivesBackEveryFile(Path data, Cli imported) throws IOException {
        JsonNode imports = JsonMapper.shared().readTree(imported.summary()).get("imports");
        List<Path> files = files();
        assertThat(imports).hasSize(files.size());
        Path given = folder.resolve("given-back");
        for (int i = 0; i < files.size(); i++) {
            Cli cli = Cli.run("export", "--data", data, "--import", imports.get(i).asString(), "-o", given);
            assertThat(cli.status()).as(cli.toString()).isZero();
            assertThat(Files.mismatch(given, files.get(i))).isEqualTo(-1);
        }
    }

    private static Object[] arguments(Path data) throws IOException {
        return arguments(data, files());
    }

    private static Object[] arguments(Path data, List<Path> files) {
        return Stream.concat(Stream.of("import", "--data", data), files.stream()).toArray();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> captures = Files.list(Cli.samples())) {
            return captures.sorted().toList();
        }
    }
}
