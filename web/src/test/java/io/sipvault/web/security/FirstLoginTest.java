package io.sipvault.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.web.Browser;
import io.sipvault.web.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the first person gets in. */
final class FirstLoginTest {
    @TempDir
    private Path folder;

    private static boolean letsIn(TestServer server, String name, String password) throws Exception {
        return new Browser(server).signIn(name, password).headers().firstValue("Location").orElse("").endsWith("/");
    }

    @Test
    void tellsARandomPasswordOnce() throws Exception {
        try (TestServer server = TestServer.start(Map.of())) {
            FirstLogin first = server.bean(FirstLogin.class);
            String told = first.prepare().orElseThrow();
            assertThat(told).matches("First login: user admin, password [A-Za-z0-9_-]{20} \\(shown this once\\)");
            assertThat(first.prepare()).isEmpty();
            assertThat(letsIn(server, "admin", told.replaceAll(".*password (\\S+) .*", "$1"))).isTrue();
            assertThat(letsIn(server, "admin", "admin")).isFalse();
        }
    }

    @Test
    void takesThePasswordOfAFileAndTellsNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "from a file\n");
        try (TestServer server = TestServer.start(Map.of("sipvault.admin.password.file", file.toString()))) {
            assertThat(server.bean(FirstLogin.class).prepare()).isEmpty();
            assertThat(letsIn(server, "admin", "from a file")).isTrue();
        }
    }
}
