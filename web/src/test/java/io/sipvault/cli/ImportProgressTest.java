package io.sipvault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportProgressTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] QUARTER = new byte[1 << 20];

    @TempDir
    private Path folder;
    private final StringWriter printed = new StringWriter();
    private long now = -SECOND;

    /** Reads a file of 4 MiB in four parts, each of which takes some time. */
    private String read(boolean terminal, long eachNs) throws IOException {
        Path file = Files.write(folder.resolve("day.pcap"), new byte[4 << 20]);
        ImportProgress progress = new ImportProgress(new PrintWriter(printed), terminal, () -> now);
        progress.begin(file);
        for (int i = 0; i < 4; i++) {
            now += eachNs;
            progress.bytes(QUARTER, 0, QUARTER.length);
        }
        progress.end();
        return printed.toString().replace(file.toString(), "FILE");
    }

    @Test
    void printsALineEveryTenSecondsWhereNobodyLooks() throws IOException {
        assertThat(read(false, 8 * SECOND).lines()).containsExactly("FILE: 2.0 of 4.0 MiB (50 %), 0.1 MiB/s",
                "FILE: 4.0 of 4.0 MiB (100 %), 0.1 MiB/s");
    }

    @Test
    void writesOverOneLineOnceASecondOnATerminalAndRemovesIt() throws IOException {
        assertThat(read(true, SECOND / 2).split("\r")).containsExactly("",
                "\u001b[KFILE: 2.0 of 4.0 MiB (50 %), 2.0 MiB/s", "\u001b[KFILE: 4.0 of 4.0 MiB (100 %), 2.0 MiB/s",
                "\u001b[K");
    }

    @Test
    void saysNothingOfAFileThatIsReadAtOnce() throws IOException {
        assertThat(read(true, SECOND / 5)).isEmpty();
    }
}
