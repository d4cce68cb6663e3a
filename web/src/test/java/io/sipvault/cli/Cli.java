package io.sipvault.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A command that ran in this process: its exit status and what it printed. */
record Cli(int status, List<String> out, List<String> err) {
    static Cli run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Cli(status, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The last line of standard output, where an import says what it did. */
    String summary() {
        return out.isEmpty() ? "" : out.getLast();
    }

    /** The folder of the sample captures. */
    static Path samples() {
        Path here = Path.of("").toAbsolutePath();
        Path beside = here.resolve("sample-data/captures");
        return Files.isDirectory(beside) ? beside : here.resolveSibling("sample-data").resolve("captures");
    }

    static Path sample(String name) {
        return samples().resolve(name);
    }
}
