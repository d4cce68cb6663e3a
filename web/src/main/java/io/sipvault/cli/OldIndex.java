package io.sipvault.cli;

import io.sipvault.jobs.launch.DataDirectory;
import io.sipvault.jobs.launch.IndexMarks;
import java.io.PrintWriter;

/** Says that an earlier version made the index. */
final class OldIndex {
    private OldIndex() {}

    /** For commands that go on with it. */
    static void say(DataDirectory data, PrintWriter err) {
        IndexMarks.lack(data)
                .ifPresent(lack -> err.println(lack + " until './sipvault jobs --rebuild' has made it anew"));
    }
}
