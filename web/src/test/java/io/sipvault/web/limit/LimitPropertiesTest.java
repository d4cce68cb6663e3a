package io.sipvault.web.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** The settings of the limits. */
final class LimitPropertiesTest {
    private static LimitProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("sipvault.limit",
                LimitProperties.class);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new LimitProperties(100, 100, 10_000, DataSize.ofMegabytes(1),
                Duration.ofSeconds(30), Duration.ofSeconds(10), List.of()));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of("sipvault.limit.requests-per-second", "7", "sipvault.limit.concurrent-requests", "8",
                "sipvault.limit.addresses", "9", "sipvault.limit.body", "2KB", "sipvault.limit.body-time", "3s",
                "sipvault.limit.search-time", "4s",
                "sipvault.limit.trusted-proxies", "10.0.0.7,fd00::/8")))
                .isEqualTo(new LimitProperties(7, 8, 9, DataSize.ofKilobytes(2), Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        List.of("10.0.0.7", "fd00::/8")));
    }

    @Test
    void namesTheSettingThatDoesNotDo() {
        assertThatThrownBy(() -> bind(Map.of("sipvault.limit.requests-per-second", "0")))
                .rootCause().hasMessageContaining("sipvault.limit.requests-per-second is 0");
        assertThatThrownBy(() -> bind(Map.of("sipvault.limit.trusted-proxies", "everybody")))
                .hasStackTraceContaining("names 'everybody', which is no network");
    }
}
