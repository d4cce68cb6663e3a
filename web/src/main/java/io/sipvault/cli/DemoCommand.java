package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.importing.ImportSummary;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the product at work on the sample captures. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Imports sample-data, says three searches to try, and serves until it is stopped.")
final class DemoCommand implements Callable<Integer> {
    private static final int FEW = 4;
    private static final String CALLS = "/?q=";
    private static final List<Search> SEARCHES = List.of(new Search(CALLS, List.of(), "+1 (555) 443-0191"),
            new Search(CALLS, List.of(), "status:5xx OR problem:one_way_audio"),
            new Search("/streams?q=", List.of("--streams"), "loss>1"));

    /** A search by an address and by a command. */
    private record Search(String path, List<String> options, String query) {}

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--sample-data", paramLabel = "DIR", defaultValue = "${env:SIPVAULT_HOME:-.}/sample-data", description = "folder with the samples (default: ${DEFAULT-VALUE})")
    private Path samples = Path.of("sample-data");

    @Option(names = "--brief", hidden = true, description = "imports a few of the samples and ends: what the launcher prepares later starts by")
    private boolean brief;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return brief ? brief() : serve();
    }

    private int serve() {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = sampleFiles();
        try (DataDirectory.Lock lock = ServeCommand.lock(data.directory(), spec.commandLine().getErr());
                Server running = Server.start(data, server)) {
            ImportSummary summary = new ImportRun(running.context(), spec.commandLine().getErr()).beside(files,
                    "import");
            out.println("Imported " + summary.files() + " files: " + summary.packets() + " packets, "
                    + summary.sipMessages() + " SIP messages, " + summary.calls() + " calls, " + summary.rtpStreams()
                    + " RTP streams, " + summary.logLines() + " log lines.");
            out.println();
            out.println("Three searches to try, in a browser or in another terminal:");
            SEARCHES.forEach(search -> say(out, running.url(), search));
            out.println();
            running.warning().ifPresent(spec.commandLine().getErr()::println);
            running.renewIndex().ifPresent(spec.commandLine().getErr()::println);
            running.firstLogin().ifPresent(out::println);
            out.println("Address: " + running.url());
            running.ready(data.directory(), out);
            running.await();
        }
        return 0;
    }

    private void say(PrintWriter out, String url, Search search) {
        out.println();
        out.println("  " + url + search.path() + URLEncoder.encode(search.query(), StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder("  ./sipvault search");
        data.words().forEach(w -> line.append(' ').append(w));
        search.options().forEach(w -> line.append(' ').append(w));
        out.println(line.append(" '").append(search.query()).append('\''));
    }

    /** Uses once what later starts use, so that they find it prepared: imports a few samples, searches, serves. */
    private int brief() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        server.port = 0;
        try (DataDirectory.Lock lock = ServeCommand.lock(data.directory(), err);
                Server running = Server.start(data, server)) {
            new ImportRun(running.context(), err).beside(sampleFiles(), "import");
            Warmup.requests(running.url(), running.token());
        }
        for (Search search : SEARCHES) {
            new CommandLine(new SearchCommand()).setOut(spec.commandLine().getOut()).setErr(err)
                    .execute(words(search));
        }
        try (Session session = Session.open(data)) {
            ShowCommand.show(CallOfInterest.callId(session.search()), session,
                    new CallReport(session, spec.commandLine().getOut()));
        }
        return 0;
    }

    private String[] words(Search search) {
        return Stream.of(data.words(), search.options(), List.of(search.query())).flatMap(List::stream)
                .toArray(String[]::new);
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
