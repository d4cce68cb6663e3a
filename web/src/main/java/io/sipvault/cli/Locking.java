package io.sipvault.cli;

import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/** Commands that write take turns; where a server is the one who writes, they let it do their work. */
final class Locking {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Locking() {}

    /**
     * Runs what writes, as the only one.
     *
     * @param alone
     *            while no server is there
     * @param through
     *            while a server holds the directory
     */
    static <T> T write(DataDirectory directory, PrintWriter err, Supplier<T> alone,
            Function<RunningServer, T> through) {
        boolean said = false;
        while (true) {
            Optional<DataDirectory.Lock> free = directory.tryLock();
            if (free.isPresent()) {
                try (DataDirectory.Lock lock = free.get()) {
                    return alone.get();
                }
            }
            Optional<RunningServer> server = RunningServer.of(directory);
            if (server.isPresent()) {
                return through.apply(server.get());
            }
            if (!said) {
                err.println("waiting: another sipvault is writing " + directory.root());
                said = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
