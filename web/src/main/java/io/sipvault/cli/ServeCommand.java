package io.sipvault.cli;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Serves the portal and the REST interface, and indexes what comes in.")
final class ServeCommand implements Callable<Integer> {
    /** A server that stops gives requests 20 s to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DataDirectory.Lock lock = lock(data.directory(), spec.commandLine().getErr());
                Server running = Server.start(data, server)) {
            running.warning().ifPresent(spec.commandLine().getErr()::println);
            running.renewIndex().ifPresent(spec.commandLine().getErr()::println);
            running.firstLogin().ifPresent(out::println);
            running.ready(data.directory(), out);
            running.await();
        }
        return 0;
    }

    /**
     * Commands take turns; a server waits only for what is about to end, such as the server before it.
     *
     * @param err
     *            is told that it waits
     */
    static DataDirectory.Lock lock(DataDirectory directory, PrintWriter err) {
        return directory.tryLock()
                .or(() -> ServerFile.read(directory).isEmpty() ? wait(directory, err) : Optional.empty())
                .orElseThrow(() -> new ForensicException(ErrorCode.IN_USE, "serving " + directory.root() + ": "
                        + ServerFile.read(directory).map(there -> "the server at " + there
                                + " holds it. Use that one, or stop it")
                                .orElse("another sipvault writes it. Wait for its"
                                        + " end")
                        + "; or name another directory with --data"));
    }

    private static Optional<DataDirectory.Lock> wait(DataDirectory directory, PrintWriter err) {
        err.println("another sipvault writes " + directory.root() + ": waiting " + PATIENCE.toSeconds()
                + " s for its end");
        err.flush();
        long began = System.nanoTime();
        Optional<DataDirectory.Lock> lock = Optional.empty();
        while (lock.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
            lock = directory.tryLock();
        }
        return lock;
    }
}
