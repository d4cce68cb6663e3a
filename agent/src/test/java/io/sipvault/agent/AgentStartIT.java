package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an agent begins, and what it says when it cannot. */
final class AgentStartIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void requireCapture() {
        LiveCapture.require();
    }

    private Path settings(String more) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "agent", ".properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo
                sipvault.agent.data = %1$s/data
                sipvault.store = %1$s/store
                %2$s
                """.formatted(folder, more));
    }

    @Test
    void refusesADataDirectoryThatAnotherAgentUses() throws Exception {
        try (AgentProcess first = AgentProcess.start(settings("")).awaitCapture();
                AgentProcess second = AgentProcess.start(settings(""))) {
            assertThat(second.end()).isEqualTo(1);
            assertThat(second.said()).contains("another agent uses it", "name of its own").doesNotContain("\tat ");
            assertThat(first.stop()).doesNotContain("\tat ");
        }
    }

    @Test
    void refusesADataDirectoryThatBelongsToAnotherName() throws Exception {
        try (AgentProcess first = AgentProcess.start(settings("")).awaitCapture()) {
            assertThat(first.stop()).doesNotContain("\tat ");
        }
        try (AgentProcess second = AgentProcess.start(settings("sipvault.agent.name = edge-2"))) {
            assertThat(second.end()).isEqualTo(1);
            assertThat(second.said()).contains("belongs to the agent \"edge-1\"", "edge-2").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"interfaces = nosuch0 | This machine has | lo",
            "filter = udp prot 5060 | the filter \"udp prot 5060\" was refused | pcap-filter(7)",
            "media = some | expected whole, headers or none | .properties"})
    void saysInOneLineWhyItCannotCapture(String setting, String first, String second) throws Exception {
        try (AgentProcess agent = AgentProcess.start(settings("sipvault.agent." + setting))) {
            assertThat(agent.end()).isEqualTo(1);
            assertThat(agent.said().lines()).singleElement().asString().startsWith("sipvault agent: ").contains(first)
                    .contains(second);
        }
    }
}
