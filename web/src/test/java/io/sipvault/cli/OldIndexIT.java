package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.indexer.search.PartitionedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An index that bears no mark of its format, as all did before there was one. */
final class OldIndexIT {
    @TempDir
    private Path folder;
    private Path data = Path.of("");

    @BeforeEach
    void index() throws IOException {
        data = folder.resolve("data");
        assertThat(Cli.run("import", "--data", data, Cli.sample("02-busy.pcap")).status()).isZero();
        Files.delete(data.resolve("index/g1/format"));
    }

    private static void assertSaysIt(Cli cli) {
        assertThat(cli.status()).as(cli.toString()).isZero();
        assertThat(cli.err()).filteredOn(line -> line.contains("an earlier version made the index")).hasSize(1).first()
                .asString().contains("by number or user may miss calls until './sipvault jobs --rebuild'");
    }

    @Test
    void isSaidToMissSomethingByCommandsThatGoOnWithIt() {
        Cli search = Cli.run("search", "--data", data, "status:486");

        assertSaysIt(search);
        assertThat(search.out()).last().isEqualTo("1 of 1");
        assertSaysIt(Cli.run("show", "--data", data, "00f09adcf45bba7e85c4@10.20.1.11"));
        assertSaysIt(Cli.run("import", "--data", data, Cli.sample("11-dtmf.pcap")));
    }

    @Test
    void isMendedByARebuild() {
        assertThat(Cli.run("jobs", "--data", data, "--rebuild").status()).isZero();

        assertThat(Cli.run("search", "--data", data, "status:486").err()).isEmpty();
    }

    @Test
    void isRebuiltByAServerWhileItIsSearched() throws IOException, InterruptedException {
        try (RealServer server = RealServer.start(folder, "serve", "--data", data, "--port", 0)) {
            assertThat(server.json("/v1/calls").get("total").asInt()).isEqualTo(1);
            JsonNode run = server.json("/api/jobs?job=rebuild").get("jobs").get(0);
            while (run.get("ended_at").isNull()) {
                run = server.json("/api/jobs?job=rebuild").get("jobs").get(0);
            }

            assertThat(run.get("state").asString()).isEqualTo("completed");
            assertThat(data.resolve("index/g2/format")).hasContent(String.valueOf(PartitionedIndex.FORMAT));
            assertThat(server.json("/health/ready").get("checks").get("index").get("value").asString())
                    .isEqualTo("writable");
            assertThat(server.json("/v1/calls").get("total").asInt()).isEqualTo(1);
        }
    }
}
