package io.sipvault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line in a process of its own, its output in files. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ChildProcess start(Path folder, Object... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    /** @param environment is added to that of this process */
    static ChildProcess start(Path folder, Map<String, String> environment, Object... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "child", ".out");
        Path err = Files.createTempFile(folder, "child", ".err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Djava.io.tmpdir=" + folder, "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), out, err);
    }

    /** Waits for its end. */
    Cli finish() throws IOException, InterruptedException {
        int status = process.waitFor();
        return new Cli(status, Files.readAllLines(out), Files.readAllLines(err));
    }

    /** Kills it after a time, as by SIGKILL. @return false when it had ended by itself before */
    boolean killAfter(long ms) throws InterruptedException {
        if (process.waitFor(ms, TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    /** Waits for a line of its standard output that begins with some words. @return what follows them */
    String awaitLine(String beginning) throws IOException, InterruptedException {
        return awaitLine(out, beginning);
    }

    /** Waits for a line of its standard error that begins with some words. */
    void awaitErrorLine(String beginning) throws IOException, InterruptedException {
        awaitLine(err, beginning);
    }

    private String awaitLine(Path file, String beginning) throws IOException, InterruptedException {
        while (true) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it ended with " + process.exitValue() + " before it said '" + beginning
                        + "': " + Files.readString(err));
            }
        }
    }

    /** Asks it to stop, as by SIGTERM. */
    void stop() {
        process.destroy();
    }

    /** Asks it to stop, and waits for its end. */
    Cli terminate() throws IOException, InterruptedException {
        stop();
        return finish();
    }

    /** Kills it now, as by SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
