package io.sipvault.cli;

import io.sipvault.jobs.launch.DataDirectory;
import java.io.PrintWriter;
import java.util.Optional;

/** Commands that write take turns. */
final class Locking {
    private Locking() {}

    static DataDirectory.Lock waitFor(DataDirectory directory, PrintWriter err) {
        Optional<DataDirectory.Lock> free = directory.tryLock();
        if (free.isPresent()) {
            return free.get();
        }
        err.println("waiting: another sipvault is writing " + directory.root());
        return directory.lock();
    }
}
