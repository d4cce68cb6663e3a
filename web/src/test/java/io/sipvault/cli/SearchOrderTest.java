package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** In which order a search gives what it finds, and how much of it. */
final class SearchOrderTest {
    @TempDir
    private static Path data;

    @BeforeAll
    static void bring() {
        assertThat(Cli.run("import", "--data", data, Cli.sample("02-busy.pcap"), Cli.sample("11-dtmf.pcap")).status())
                .isZero();
    }

    private static List<String> starts(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("search", "--data", data, "--json"));
        arguments.addAll(List.of(options));
        return Cli.run(arguments.toArray()).out().stream()
                .map(line -> JsonMapper.shared().readTree(line).get("created_at").asString()).toList();
    }

    @Test
    void isTheNewestFirstUnlessTheOldestIsAskedFor() {
        List<String> oldest = starts("--sort", "start");

        assertThat(oldest).hasSizeGreaterThan(1).isSorted();
        assertThat(starts()).isEqualTo(oldest.reversed());
        assertThat(starts("--sort", "-start")).isEqualTo(oldest.reversed());
        assertThat(starts("--sort=-start", "--dialogs")).isEqualTo(starts("--sort=start", "--dialogs").reversed());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void hasAtLeastOneRow(int limit) {
        Cli cli = Cli.run("search", "--data", data, "--limit", limit);

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).hasSize(1).first().asString().contains("--limit takes 1 or more, got " + limit);
    }

    @Test
    void isNoOtherOne() {
        Cli cli = Cli.run("search", "--data", data, "--sort", "mos");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).hasSize(1).first().asString().contains("--sort takes start", "got 'mos'");
    }
}
