package io.sipvault.ingest.store.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.chunk.ChunkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetentionSettingsTest {
    @TempDir
    private Path folder;

    private RetentionSettings file(String... lines) throws IOException {
        Files.writeString(folder.resolve("sipvault.properties"), String.join("\n", lines));
        return RetentionSettings.read(Map.of(), folder);
    }

    private static String name(RetentionSettings settings, ChunkKind kind) {
        return Objects.requireNonNull(settings.chunks().get(kind)).name();
    }

    @Test
    void letsNothingExpireByDefault() {
        RetentionSettings settings = RetentionSettings.read(Map.of(), folder);

        assertThat(settings.chunks()).isEmpty();
        assertThat(settings.index()).isNull();
        assertThat(settings.grace()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void takesEverySetting() throws IOException {
        RetentionSettings settings = file("sipvault.retention.sip=P90D", "sipvault.retention.rtp=PT36H",
                "sipvault.retention.log=P1Y6M", "sipvault.retention.import=P2W", "sipvault.retention.index=P3M",
                "sipvault.retention.grace=P2D");

        assertThat(name(settings, ChunkKind.SIP)).isEqualTo("sip-90d");
        assertThat(name(settings, ChunkKind.RTP)).isEqualTo("rtp-t36h");
        assertThat(name(settings, ChunkKind.LOG)).isEqualTo("log-1y6m");
        assertThat(name(settings, ChunkKind.IMPORT)).isEqualTo("import-14d");
        assertThat(Objects.requireNonNull(settings.index()).name()).isEqualTo("index-3m");
        assertThat(settings.grace()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void takesTheEnvironmentBeforeTheFile() throws IOException {
        file("sipvault.retention.sip=P90D");

        assertThat(name(RetentionSettings.read(Map.of("SIPVAULT_RETENTION_SIP", "P7D"), folder), ChunkKind.SIP))
                .isEqualTo("sip-7d");
    }

    @ParameterizedTest
    @CsvSource({"P90D, 2025-12-01T12:00:00Z", "P1M, 2026-02-01T12:00:00Z", "P1Y, 2025-03-01T12:00:00Z",
            "PT36H, 2026-02-28T00:00:00Z"})
    void reckonsAgesByTheCalendar(String age, Instant before) {
        assertThat(RetentionPolicy.of("sip", age).orElseThrow().expiredBefore(Instant.parse("2026-03-01T12:00:00Z")))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "90d", "P", "PT", "P0D", "P-1D", "P1M-40D", "PT0S", "-PT1H", "P999999999Y",
            "forever"})
    void refusesWhatIsNoAge(String text) {
        assertThatThrownBy(() -> file("sipvault.retention.sip=" + text)).hasMessage(
                "settings of retention: sipvault.retention.sip cannot be \"" + text
                        + "\" (by sipvault.retention.sip in " + folder.resolve("sipvault.properties")
                        + "): expected an age of ISO 8601 such as P90D, P1Y6M or PT36H, more than nothing and at most 1,000 years");
    }

    @Test
    void refusesAGraceThatIsNoDuration() {
        assertThatThrownBy(() -> file("sipvault.retention.grace=-PT1H")).hasMessageContaining("PT0S for none");
    }

    @Test
    void refusesASettingThatIsMisspelled() {
        assertThatThrownBy(() -> file("sipvault.retention.sips=P90D")).hasMessageContaining("which is no setting")
                .hasMessageContaining("sipvault.retention.sip,");
    }
}
