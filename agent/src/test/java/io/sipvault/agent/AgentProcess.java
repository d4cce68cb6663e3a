package io.sipvault.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own. */
final class AgentProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;

    private AgentProcess(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts one with a settings file. */
    static AgentProcess start(Path settings) throws IOException {
        Path out = Files.createTempFile(settings.toAbsolutePath().resolveSibling(""), "agent", ".out");
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                AgentMain.class.getName(), "--config", settings.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        return new AgentProcess(process, out);
    }

    /** Waits until it says that it captures. */
    AgentProcess awaitCapture() throws IOException, InterruptedException {
        return awaitLine(" captures on ");
    }

    /** Waits until it has said some words. */
    AgentProcess awaitLine(String words) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (!Files.readString(out).contains(words)) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new AssertionError("the agent did not say \"" + words + "\": " + Files.readString(out));
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the agent ended with " + process.exitValue() + ": " + Files.readString(out));
            }
        }
        return this;
    }

    /** As by SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As by SIGTERM. @return what it said */
    String stop() throws IOException, InterruptedException {
        process.destroy();
        process.waitFor();
        return Files.readString(out);
    }

    /** Waits for its end. @return its exit status */
    int end() throws InterruptedException {
        return process.waitFor();
    }

    /** All that it said so far. */
    String said() throws IOException {
        return Files.readString(out);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
