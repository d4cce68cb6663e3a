package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and keys by the command line. */
final class AccountCommandsTest {
    @TempDir
    private Path data;

    private static String only(Cli run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).hasSize(1);
        return run.out().getFirst();
    }

    @Test
    void addsListsAndDisablesUsers() throws Exception {
        Path password = Files.writeString(data.resolve("password"), "long enough\n");
        Cli added = Cli.run("users", "add", "bob", "--role", "support", "--data", data);
        assertThat(added.out().getFirst()).matches("Password of bob: \\S{20} \\(shown this once\\)");
        assertThat(only(Cli.run("users", "add", "Eve", "--password-file", password, "--data", data)))
                .isEqualTo("Added eve as viewer");
        assertThat(only(Cli.run("users", "disable", "eve", "--data", data))).isEqualTo("Disabled eve");
        assertThat(Cli.run("users", "list", "--data", data).out()).satisfiesExactly(
                line -> assertThat(line).startsWith("bob  support  enabled"),
                line -> assertThat(line).startsWith("eve  viewer  disabled"));
        assertThat(only(Cli.run("users", "enable", "eve", "--data", data))).isEqualTo("Enabled eve");
        assertThat(Cli.run("users", "passwd", "bob", "--password-file", password, "--data", data).status()).isZero();
    }

    @Test
    void createsListsAndRevokesKeys() {
        String created = only(Cli.run("keys", "create", "--name", "grafana", "--scope", "metrics", "--expires", "90d",
                "--data", data));
        assertThat(created).matches("Key k[0-9a-f]{10} \\(shown this once\\): sv_[A-Za-z0-9_-]{43}");
        String id = created.substring(4, 15);
        assertThat(only(Cli.run("keys", "list", "--data", data))).startsWith(id + "  sv_").contains("metrics",
                "grafana", "expires at", "never used").doesNotContain(created.substring(created.indexOf("sv_")));
        assertThat(only(Cli.run("keys", "revoke", id, "--data", data))).isEqualTo("Revoked " + id);
        assertThat(only(Cli.run("keys", "list", "--data", data))).contains("was revoked at");
    }

    @Test
    void makesTheDatabaseInADraftAsOtherCommandsDo() throws Exception {
        Path draft = data.resolve("db/sipvault.draft.mv.db");
        Path inTheWay = Files.createDirectories(draft.resolve("in the way of any draft"));

        assertThat(Cli.run("users", "list", "--data", data).err()).singleElement().asString()
                .contains("bringing the database");
        assertThat(data.resolve("db/sipvault.mv.db")).doesNotExist();

        Files.delete(inTheWay);
        Files.delete(draft);
        assertThat(Cli.run("users", "list", "--data", data).status()).isZero();
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        assertThat(Cli.run("users", "add", "b o b", "--data", data).err()).singleElement().asString()
                .contains("is no name for a user");
        assertThat(Cli.run("users", "add", "bob", "--role", "king", "--data", data).status()).isEqualTo(2);
        assertThat(Cli.run("users", "disable", "nobody", "--data", data).status()).isEqualTo(1);
        assertThat(Cli.run("keys", "create", "--name", "x", "--expires", "soon", "--data", data).status())
                .isEqualTo(2);
        assertThat(Cli.run("users").status()).isEqualTo(2);
    }

    @Test
    void refusesToServeWithAKeyThatIsTooShort() {
        System.setProperty("sipvault.api.key", "too-short");
        try {
            Cli run = Cli.run("serve", "--port", "0", "--data", data);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).singleElement().asString()
                    .contains("SIPVAULT_API_KEY has 9 characters; it takes 16");
        } finally {
            System.clearProperty("sipvault.api.key");
        }
    }
}
