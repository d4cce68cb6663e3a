package io.sipvault.cli;

import io.sipvault.jobs.importing.ImportSummary;
import io.sipvault.jobs.importing.Imports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Archives and indexes captures and log files. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Archives and indexes captures (pcap, pcapng) and log files, also compressed by gzip, zstd or xz. "
        + "The same file again changes nothing.")
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--agent", paramLabel = "NAME", description = "whose observations these are; all imports without "
            + "a name count as one observer")
    private String agent = "import";

    @Option(names = "--one-by-one", description = "index each file before the next is read, and tell the times of each")
    private boolean oneByOne;

    @Option(names = "--server", paramLabel = "URL", description = "sends the files to a server, with the key in "
            + "SIPVAULT_API_KEY; one that holds the data directory is found by itself")
    private @Nullable String server;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files, or folders with files")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Imports.checkAgent(agent);
        PrintWriter err = spec.commandLine().getErr();
        String elsewhere = server;
        ImportSummary summary = elsewhere == null
                ? Locking.write(data.directory(), err, this::alone, there -> through(there))
                : through(RunningServer.at(elsewhere, System.getenv("SIPVAULT_API_KEY")));
        spec.commandLine().getOut().println(summary.toJson());
        return summary.failed().isEmpty() ? 0 : 1;
    }

    private ImportSummary alone() {
        try (ConfigurableApplicationContext context = Application.start(data)) {
            return new ImportRun(context, spec.commandLine().getErr()).run(expanded(), agent, oneByOne);
        }
    }

    private ImportSummary through(RunningServer there) {
        return new RemoteImport(there, spec.commandLine().getErr()).run(expanded(), agent);
    }

    /** Files as given; of folders all that lies below, sorted, without hidden ones. */
    private List<Path> expanded() {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isDirectory(file)) {
                all.add(file);
                continue;
            }
            try (Stream<Path> below = Files.walk(file)) {
                below.filter(Files::isRegularFile).filter(f -> !f.getFileName().toString().startsWith("."))
                        .sorted().forEach(all::add);
            } catch (IOException | java.io.UncheckedIOException e) {
                all.add(file);
            }
        }
        return all;
    }
}
