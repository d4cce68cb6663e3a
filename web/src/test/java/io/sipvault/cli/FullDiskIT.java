package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full while an import runs; needs the right to mount a file system in memory. */
final class FullDiskIT {
    @TempDir
    private Path folder;
    private Path disk = Path.of("");
    private boolean mounted;

    private void mount(String size) throws Exception {
        disk = Files.createDirectories(folder.resolve("disk"));
        String failure = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        mounted = failure.isEmpty();
        assumeTrue(mounted, "SKIPPED: a full disk cannot be tested here, mounting a tmpfs failed: " + failure);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    @Test
    void registersNothingHalfAndGoesOnWhenThereIsRoom() throws Exception {
        mount("2m");
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("store"), disk);

        failsForLackOfRoom(data);

        assertThat(run("mount", "-o", "remount,size=200m", disk.toString())).isEmpty();
        succeedsAsElsewhere(data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200k", "1500k", "2200k", "2600k"})
    void survivesADiskThatHoldsDatabaseAndIndexToo(String size) throws Exception {
        mount(size);
        Path data = disk.resolve("data");

        failsForLackOfRoom(data);

        assertThat(run("mount", "-o", "remount,size=200m", disk.toString())).isEmpty();
        succeedsAsElsewhere(data);
    }

    private void failsForLackOfRoom(Path data) throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, arguments(data))) {
            Cli cli = child.finish();
            assertThat(cli.status()).as(cli.toString()).isEqualTo(1);
            assertThat(cli.err()).as(cli.toString()).noneMatch(line -> line.contains("\tat "));
            List<String> failures = cli.err().stream().filter(line -> !line.contains(" packets, ")).toList();
            assertThat(failures).singleElement().asString().containsIgnoringCase("room")
                    .containsPattern("(?i)make room|free some space");
        }
        assertEveryManifestHasItsObject(data.resolve("store"));
    }

    private static void assertEveryManifestHasItsObject(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store.toRealPath())) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            long manifests = files.stream().filter(f -> f.toString().endsWith(".json")).count();
            long objects = files.stream().filter(f -> f.toString().contains("/chunks/import/")).count();
            assertThat(manifests).isLessThanOrEqualTo(objects);
            assertThat(files).noneMatch(f -> f.toString().contains("/.staging/import-"));
        }
    }

    private void succeedsAsElsewhere(Path data) throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, arguments(data))) {
            Cli cli = child.finish();
            assertThat(cli.status()).as(cli.toString()).isZero();
        }
        Path elsewhere = folder.resolve("elsewhere");
        assertThat(Cli.run(arguments(elsewhere)).status()).isZero();
        assertThat(Cli.run("verify", "--data", data).status()).isZero();
        for (String row : List.of("--dialogs", "--streams")) {
            assertThat(Cli.run("search", "--data", data, row, "--json").out())
                    .isEqualTo(Cli.run("search", "--data", elsewhere, row, "--json").out());
        }
    }

    private static Object[] arguments(Path data) throws IOException {
        try (Stream<Path> captures = Files.list(Cli.samples())) {
            return Stream.concat(Stream.of("import", "--data", data), captures.sorted()).toArray();
        }
    }

    /** @return what it printed when it failed, else nothing */
    private static String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : printed.strip() + " (exit " + process.exitValue() + ")";
    }
}
