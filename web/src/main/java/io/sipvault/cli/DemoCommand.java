package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the product at work on the sample captures. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Imports sample-data into a data directory of its own, prints three searches and one ladder.")
final class DemoCommand implements Callable<Integer> {
    private static final int FEW = 4;
    private static final List<List<String>> SEARCHES = List.of(List.of("+1 (555) 443-0191"),
            List.of("status:5xx OR problem:one_way_audio"), List.of("--streams", "loss>1"));

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--sample-data", paramLabel = "DIR", defaultValue = "${env:SIPVAULT_HOME:-.}/sample-data", description = "folder with the samples (default: ${DEFAULT-VALUE})")
    private Path samples = Path.of("sample-data");

    @Option(names = "--brief", description = "only a few of the samples")
    private boolean brief;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DataDirectory directory = data.directory();
        ImportSummary summary;
        try (DataDirectory.Lock lock = Locking.waitFor(directory, err);
                ConfigurableApplicationContext context = Application.start(data)) {
            summary = new ImportRun(context, err).run(sampleFiles(), "import");
        }
        out.println();
        out.println("Imported " + summary.files() + " files: " + summary.packets() + " packets, "
                + summary.sipMessages() + " SIP messages, " + summary.calls() + " calls, " + summary.rtpStreams()
                + " RTP streams, " + summary.logLines() + " log lines.");
        for (List<String> search : SEARCHES) {
            say(out, "search", search);
            CommandLine parsed = new CommandLine(new SearchCommand()).setOut(out).setErr(err);
            parsed.execute(withData(search));
        }
        ladder(out);
        return summary.failed().isEmpty() ? 0 : 1;
    }

    private void ladder(PrintWriter out) {
        try (Session session = Session.open(data)) {
            String callId = CallOfInterest.callId(session.search());
            say(out, "show", List.of(callId));
            ShowCommand.show(callId, session, new CallReport(session, out));
        }
        out.println("Try yourself: ./sipvault search " + String.join(" ", data.words()) + " 'to:*2044'");
    }

    private void say(PrintWriter out, String command, List<String> words) {
        StringBuilder line = new StringBuilder("\n$ ./sipvault ").append(command);
        data.words().forEach(w -> line.append(' ').append(w));
        words.forEach(w -> line.append(' ').append(w.matches("[A-Za-z0-9@.-]+") ? w : "'" + w + "'"));
        out.println(line);
    }

    private String[] withData(List<String> search) {
        return Stream.concat(data.words().stream(), search.stream()).toArray(String[]::new);
    }

    private List<Path> sampleFiles() {
        try (Stream<Path> captures = Files.list(samples.resolve("captures"));
                Stream<Path> logs = Files.list(samples.resolve("logs"))) {
            return Stream.concat(captures, logs).sorted().limit(brief ? FEW : Long.MAX_VALUE).toList();
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "the sample captures are not in " + samples
                    + ": run from the project's root, or name the folder with --sample-data", e);
        }
    }
}
