package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is started while the one before it is still about to stop. */
final class RestartIT {
    @TempDir
    private Path folder;

    @Test
    void waitsUntilTheServerBeforeItHasClosedTheDatabaseAndThenServesItsArchive() throws Exception {
        Path data = folder.resolve("data");
        try (RealServer first = RealServer.start(folder, "serve", "--data", data, "--port", 0)) {
            assertThat(Cli.run("import", "--data", data, Cli.sample("02-busy.pcap")).status()).isZero();
            try (Socket slow = halfARequest(first)) {
                first.process().stop();
                try (ChildProcess second = ChildProcess.start(folder, "serve", "--data", data, "--port", 0)) {
                    second.awaitErrorLine("another sipvault writes " + data);
                    slow.close();
                    second.awaitLine("Sipvault is ready at ");

                    assertThat(first.process().finish().err()).noneMatch(line -> line.contains("Exception"));
                    assertThat(Cli.run("search", "--data", data, "--json").out()).hasSize(1);
                }
            }
        }
    }

    /** Keeps a server that is told to stop from doing so at once. */
    private static Socket halfARequest(RealServer server) throws IOException {
        URI uri = URI.create(server.url());
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream()
                .write(("POST /api/imports?name=slow.pcap HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + "Bearer " + RealServer.KEY + "\r\nContent-Length: 100000\r\n\r\nhalf of it")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
