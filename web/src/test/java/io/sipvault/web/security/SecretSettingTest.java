package io.sipvault.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Where secrets come from: variables, and files that variables name. */
final class SecretSettingTest {
    @TempDir
    private Path folder;

    private static StandardEnvironment environment(Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test-"
                + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new HashMap<>(variables)));
        return environment;
    }

    private static void refuses(SecretSetting setting, Map<String, String> variables, String reason) {
        assertThatThrownBy(() -> setting.read(environment(variables)))
                .isInstanceOfSatisfying(ForensicException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
                .hasMessageContaining(reason);
    }

    @Test
    void readsVariables() {
        assertThat(SecretSetting.API_KEY.read(environment(Map.of("SIPVAULT_API_KEY", "sixteen-letters!"))))
                .hasValue("sixteen-letters!");
        assertThat(SecretSetting.METRICS_KEY.read(environment(Map.of("SIPVAULT_METRICS_KEY", "sixteen-letters!"))))
                .hasValue("sixteen-letters!");
        assertThat(SecretSetting.ADMIN_PASSWORD.read(environment(Map.of("SIPVAULT_ADMIN_PASSWORD", "eight888"))))
                .hasValue("eight888");
    }

    @Test
    void takesAnEmptyVariableAsNone() {
        assertThat(SecretSetting.API_KEY.read(environment(Map.of("SIPVAULT_API_KEY", " ")))).isEmpty();
        assertThat(SecretSetting.API_KEY.read(environment(Map.of()))).isEmpty();
    }

    @Test
    void readsTheFileThatAVariableNames() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "sixteen-letters!\n");
        assertThat(SecretSetting.API_KEY.read(environment(Map.of("SIPVAULT_API_KEY_FILE", file.toString()))))
                .hasValue("sixteen-letters!");
    }

    @Test
    void refusesWhatIsTooShortWithoutPrintingIt() {
        refuses(SecretSetting.API_KEY, Map.of("SIPVAULT_API_KEY", "fifteen-letters"),
                "SIPVAULT_API_KEY has 15 characters; it takes 16");
        assertThatThrownBy(() -> SecretSetting.API_KEY.read(environment(Map.of("SIPVAULT_API_KEY", "my-secret"))))
                .message().doesNotContain("my-secret");
    }

    @Test
    void refusesAFileThatIsNotThereWithoutPrintingItsName() {
        refuses(SecretSetting.API_KEY, Map.of("SIPVAULT_API_KEY_FILE", "my-secret"), "cannot be read");
        assertThatThrownBy(() -> SecretSetting.API_KEY.read(environment(Map.of("SIPVAULT_API_KEY_FILE", "my-secret"))))
                .message().doesNotContain("my-secret");
    }

    @Test
    void refusesTwoOfThem() {
        refuses(SecretSetting.API_KEY, Map.of("SIPVAULT_API_KEY", "sixteen-letters!", "SIPVAULT_API_KEY_FILE", "x"),
                "are both set");
    }
}
