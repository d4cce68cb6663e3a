package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A search that matches more log lines than are read. */
final class PartialSearchTest {
    private static final int LINES = 20_001;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void bring() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append("2026-11-21T03:14:43.").append(String.format(java.util.Locale.ROOT, "%06d", i))
                    .append("Z sbc1 kamailio[1]: NOTICE: the same complaint again\n");
        }
        Path log = Files.writeString(folder.resolve("complaints.log"), lines);
        assertThat(Cli.run("import", "--data", data(), log, Cli.sample("02-busy.pcap")).status()).isZero();
    }

    private static Path data() {
        return folder.resolve("data");
    }

    @Test
    void saysSoInTheLastLineOfJsonAndOnStandardError() {
        Cli cli = Cli.run("search", "--data", data(), "--json", "log:complaint");

        JsonNode last = JsonMapper.shared().readTree(cli.out().getLast());
        assertThat(last.get("partial").asBoolean()).isTrue();
        assertThat(last.get("partial_reason").asString()).contains("more log lines match than are read");
        assertThat(cli.err()).last().asString().startsWith("partial").contains("rarer word");
    }

    @Test
    void saysItInNoTableAndNotOfAWholeAnswer() {
        assertThat(Cli.run("search", "--data", data(), "log:complaint").out()).noneMatch(l -> l.contains("partial"));
        Cli whole = Cli.run("search", "--data", data(), "--json", "status:486");
        assertThat(whole.out()).hasSize(1).noneMatch(line -> line.contains("\"partial\""));
        assertThat(whole.err()).isEmpty();
    }
}
