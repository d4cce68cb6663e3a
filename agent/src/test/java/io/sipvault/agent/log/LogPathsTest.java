package io.sipvault.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogPathsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T13:00:00Z");

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "x");
        return Files.setLastModifiedTime(file, FileTime.from(NOW));
    }

    private List<Path> find(String pattern) {
        return new LogPaths(List.of(folder + "/" + pattern)).find();
    }

    @Test
    void findsFilesBesideALinkThatLeadsBack() throws IOException {
        List<Path> logs = List.of(file("a/x.log"), file("b/x.log"), file("c/x.log"), file("d/x.log"));
        Files.createSymbolicLink(folder.resolve("b/up"), folder);
        Files.createSymbolicLink(folder.resolve("aa"), folder.resolve("nowhere"));

        assertThat(find("**/x.log")).containsExactlyElementsOf(logs);
        assertThat(find("*/x.log")).containsExactlyElementsOf(logs);
    }

    @Test
    void takesThoseThatChangedLastWhereThereAreTooMany() throws IOException {
        Path old = file("a.log");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minusSeconds(60)));
        for (int i = 0; i < LogPaths.MOST_FILES - 1; i++) {
            file("b" + i + ".log");
        }
        assertThat(find("*.log")).contains(old).hasSize(LogPaths.MOST_FILES);

        Path last = file("z.log");
        assertThat(find("*.log")).contains(last).doesNotContain(old).hasSize(LogPaths.MOST_FILES).isSorted();
    }

    @Test
    void ordersOlderFilesAlsoWhileTheyChange() throws IOException, InterruptedException {
        Path log = file("kamailio.log");
        for (int i = 0; i < 300; i++) {
            file("kamailio.log." + i);
        }
        AtomicBoolean enough = new AtomicBoolean();
        Thread changing = Thread.ofPlatform().start(() -> {
            Random random = new Random(1);
            while (!enough.get()) {
                Path one = folder.resolve("kamailio.log." + random.nextInt(300));
                boolean ignored = one.toFile().setLastModified(NOW.plusSeconds(random.nextInt(100_000)).toEpochMilli());
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(LogPaths.older(log, NOW.minusSeconds(1))).hasSize(300);
            }
        } finally {
            enough.set(true);
            changing.join();
        }
    }

    @Test
    void findsNothingBesideALogInAFolderThatIsGone() {
        assertThat(LogPaths.older(folder.resolve("gone/kamailio.log"), NOW)).isEmpty();
        assertThat(find("gone/*.log")).isEmpty();
    }
}
