package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a server whose certificate nobody trusts but who can read the data directory. */
final class TlsCommandsIT {
    @TempDir
    private Path folder;

    @Test
    void speakToTheServerByTheCertificateThatItsFileNames() throws Exception {
        Path data = folder.resolve("data");
        SelfSigned made = SelfSigned.make(folder);
        Path certificate = made.certificate(folder.resolve("cert.pem"));
        Path key = made.key(folder.resolve("key.pem"));
        try (RealServer server = RealServer.start(folder, "serve", "--data", data, "--port", "0", "--tls-cert",
                certificate, "--tls-key", key)) {
            assertThat(server.url()).startsWith("https://");
            Cli imported = ok("import", "--data", data, Cli.sample("01-good-call.pcap"));
            assertThat(imported.err().getFirst()).isEqualTo("the server at " + server.url() + " imports");
            assertThat(ok("jobs", "--data", data, "--run").out()).contains("1 chunks FOLDED");
            assertThat(ok("users", "list", "--data", data).out().getFirst()).startsWith("admin  admin");

            renew(certificate, key, data.resolve("server.json"));
            ok("jobs", "--data", data);

            String right = Files.readString(data.resolve("server.json"));
            Files.writeString(data.resolve("server.json"),
                    right.replaceFirst("\"certificateSha256\":\"[0-9a-f]{8}", "\"certificateSha256\":\"00000000"));
            Cli refused = Cli.run("jobs", "--data", data);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err()).singleElement().asString().contains("the server's certificate has the SHA-256",
                    "server.json names 00000000");
        }
    }

    private static Cli ok(Object... arguments) {
        Cli cli = Cli.run(arguments);
        assertThat(cli.status()).as(cli.toString()).isZero();
        return cli;
    }

    /** The server takes a new certificate while it runs, and says so in its file. */
    private void renew(Path certificate, Path key, Path file) throws Exception {
        String before = Files.readString(file);
        SelfSigned renewed = SelfSigned.make(folder);
        renewed.certificate(certificate);
        renewed.key(key);
        while (Files.readString(file).equals(before)) {
            LockSupport.parkNanos(50_000_000);
        }
    }
}
