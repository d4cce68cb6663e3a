package io.sipvault.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.agent.capture.MediaPolicy;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentSettingsTest {
    private static final String LEAST = "sipvault.agent.name=edge-1\nsipvault.agent.interfaces=eth0, eth1\n"
            + "sipvault.store=/srv/archive\n";

    @TempDir
    private Path folder;

    private AgentSettings read(String text, Map<String, String> environment) {
        try {
            return AgentSettings.read(Files.writeString(folder.resolve("agent.properties"), text), environment);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void needsANameAndInterfacesAndHasDefaultsForTheRest() {
        AgentSettings settings = read(LEAST, Map.of());

        assertThat(settings.name()).isEqualTo("edge-1");
        assertThat(settings.capture().interfaces()).containsExactly("eth0", "eth1");
        assertThat(settings.capture().media()).isEqualTo(MediaPolicy.WHOLE);
        assertThat(settings.capture().announcedOnly()).isTrue();
        assertThat(settings.capture().filter()).isNull();
        assertThat(settings.capture().bufferBytes()).isEqualTo(16 << 20);
        assertThat(settings.limits().chunkBytes()).isEqualTo(64 << 20);
    }

    @Test
    void letsTheEnvironmentCountBeforeTheFile() {
        AgentSettings settings = read(LEAST + "sipvault.agent.media=none\n",
                Map.of("SIPVAULT_AGENT_MEDIA", "headers", "SIPVAULT_AGENT_SNAP_LENGTH", "2000"));

        assertThat(settings.capture().media()).isEqualTo(MediaPolicy.HEADERS);
        assertThat(settings.capture().snapLength()).isEqualTo(2_000);
    }

    @Test
    void readsTheStoreFromTheSameFile() {
        assertThat(read(LEAST + "sipvault.store=" + folder + "/archive\n", Map.of()).store().location())
                .isEqualTo(folder + "/archive");
    }

    @ParameterizedTest
    @CsvSource({"media, video, 'expected whole, headers or none'", "chunk-size, 65MB, expected a size",
            "chunk-size, many, expected a size", "roll.sip, 30, expected a duration", "name, a/b, expected letters",
            "snap-length, 12, 256 to 262144", "spool-limit, 1MB, at least 128MB",
            "name, import-1, not beginning with import", "interfaces, 'eth0,eth0', each once",
            "interfaces, 'any,eth0', any alone", "interfaces, ',', names of interfaces",
            "buffer, 17179869185G, 1MB to 512MB"})
    void refusesWhatMakesNoSenseWithPlaceAndForm(String setting, String value, String expected) {
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent." + setting + "=" + value + "\n", Map.of()))
                .isInstanceOf(ForensicException.class)
                .hasMessageContaining("sipvault.agent." + setting + " cannot be \"" + value + "\"")
                .hasMessageContaining("agent.properties").hasMessageContaining(expected);
    }

    @Test
    void refusesWhatIsMissingMisspelledOrUnreadable() {
        assertThatThrownBy(() -> read("sipvault.agent.name=a\n", Map.of()))
                .hasMessageContaining("sipvault.agent.interfaces is missing");
        assertThatThrownBy(() -> read(LEAST + "sipvault.agent.medai=none\n", Map.of()))
                .hasMessageContaining("\"sipvault.agent.medai\", which is no setting")
                .hasMessageContaining("sipvault.agent.media");
        assertThatThrownBy(() -> read("sipvault.agent.name=a\nsipvault.agent.interfaces=lo\n", Map.of()))
                .hasMessageContaining("sipvault.store is missing");
        assertThatThrownBy(() -> AgentSettings.read(folder.resolve("none.properties"), Map.of()))
                .hasMessageContaining("none.properties");
    }
}
