package io.sipvault.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of signing in. */
final class SignInPropertiesTest {
    private static SignInProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("sipvault.sign-in",
                SignInProperties.class);
    }

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new SignInProperties(5, Duration.ofMinutes(15), 20,
                Duration.ofHours(12)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.of("sipvault.sign-in.failures", "3", "sipvault.sign-in.lock", "1h",
                "sipvault.sign-in.attempts-per-minute", "7", "sipvault.sign-in.longest-session", "2d")))
                .isEqualTo(new SignInProperties(3, Duration.ofHours(1), 7, Duration.ofDays(2)));
    }

    @Test
    void namesTheSettingThatDoesNotDo() {
        assertThatThrownBy(() -> bind(Map.of("sipvault.sign-in.failures", "0")))
                .rootCause().hasMessageContaining("sipvault.sign-in.failures is 0");
    }
}
