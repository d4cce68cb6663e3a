package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serves the portal and the REST interface, and indexes what comes in.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DataDirectory.Lock lock = lock(data.directory()); Server running = Server.start(data, server)) {
            running.warning().ifPresent(spec.commandLine().getErr()::println);
            running.renewIndex().ifPresent(spec.commandLine().getErr()::println);
            running.firstLogin().ifPresent(out::println);
            running.ready(data.directory(), out);
            running.await();
        }
        return 0;
    }

    /** Commands take turns; a server would wait for ever for another. */
    static DataDirectory.Lock lock(DataDirectory directory) {
        return directory.tryLock().orElseThrow(() -> new ForensicException(ErrorCode.IN_USE, "serving "
                + directory.root() + ": " + ServerFile.read(directory).map(there -> "the server at " + there
                        + " holds it. Use that one, or stop it").orElse("another sipvault writes it. Wait for its end")
                + "; or name another directory with --data"));
    }
}
