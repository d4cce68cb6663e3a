package io.sipvault.ingest.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3SettingsTest {
    private static final URI ENDPOINT = URI.create("https://minio.example:9000");

    @Test
    void neverPrintsTheSecretKey() {
        S3Settings settings = S3Settings.of(ENDPOINT, "archive", "AKIA", () -> "hunter2");

        assertThat(settings.toString()).contains("minio.example:9000", "archive", "AKIA").doesNotContain("hunter2");
    }

    @Test
    void endsThePrefixWithASlash() {
        assertThat(settings("a/b").prefix()).isEqualTo("a/b/");
        assertThat(settings("a/b/").prefix()).isEqualTo("a/b/");
        assertThat(settings("").prefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a//", "../a", "a b"})
    void refusesPrefixesThatAreNoKeys(String prefix) {
        refuses(() -> settings(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "//host", "https:/path", "https://host/bucket", "https://key:hunter2@host"})
    void refusesEndpointsThatAreNoServers(String endpoint) {
        refuses(() -> S3Settings.of(URI.create(endpoint), "archive", "AKIA", () -> "x"));
    }

    @Test
    void refusesEmptyNames() {
        refuses(() -> S3Settings.of(ENDPOINT, " ", "AKIA", () -> "x"));
        refuses(() -> S3Settings.of(ENDPOINT, "archive", "", () -> "x"));
    }

    private static S3Settings settings(String prefix) {
        return new S3Settings(ENDPOINT, "us-east-1", "archive", prefix, true, "AKIA", () -> "x");
    }

    private static void refuses(Runnable make) {
        assertThatExceptionOfType(ForensicException.class).isThrownBy(make::run).satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(e.getMessage()).doesNotContain("hunter2");
        });
    }
}
