package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An interface that goes away while it is captured; needs the right to make one. */
final class LostInterfaceIT {
    private static final String NAME = "svtest" + ProcessHandle.current().pid() % 10_000;

    @TempDir
    private Path folder;

    private static String ip(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "failed: " + said;
    }

    private static String make() {
        try {
            String failure = ip("link", "add", NAME, "type", "veth", "peer", "name", NAME + "p");
            return failure.isEmpty() ? ip("link", "set", NAME, "up") + ip("link", "set", NAME + "p", "up") : failure;
        } catch (IOException | InterruptedException e) {
            return "failed: " + e;
        }
    }

    @AfterEach
    void remove() throws Exception {
        ip("link", "del", NAME);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void isCapturedAgainWhenItIsBackAndTheTimeBetweenIsDeclared() throws Exception {
        LiveCapture.require();
        String failure = make();
        Assumptions.assumeTrue(failure.isEmpty(), "SKIPPED: making an interface failed: " + failure);
        Path settings = Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo,%1$s
                sipvault.agent.data = %2$s/data
                sipvault.store = %2$s/store
                """.formatted(NAME, folder));
        try (AgentProcess agent = AgentProcess.start(settings).awaitCapture()) {
            assertThat(ip("link", "del", NAME)).isEmpty();
            agent.awaitLine("opened again when it is back");

            assertThat(make()).isEmpty();

            agent.awaitLine(NAME + " is captured again");
            assertThat(agent.stop()).doesNotContain("\tat ");
            assertThat(Files.readString(folder.resolve("data/losses.json"))).contains("\"SIP\"", "\"from\"", "\"to\"");
        }
    }
}
