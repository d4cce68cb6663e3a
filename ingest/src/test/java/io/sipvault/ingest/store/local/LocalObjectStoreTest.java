package io.sipvault.ingest.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.ObjectStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalObjectStoreTest extends ObjectStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path root;

    @Override
    protected ObjectStore open() {
        return LocalObjectStores.open(root.resolve("archive"));
    }

    private Path archive() {
        return root.resolve("archive");
    }

    private Path staging() {
        return archive().resolve(".staging");
    }

    @Test
    void keepsObjectsAcrossRestarts() {
        try (ObjectStore first = open()) {
            first.putIfAbsent("a/b", text("evidence"));
        }
        try (ObjectStore second = open()) {
            assertThat(second.read("a/b")).isEqualTo(text("evidence"));
        }
    }

    @Test
    void leavesNothingInStaging() throws IOException {
        try (ObjectStore store = open()) {
            store.putIfAbsent("a/b", text("1"));
            store.putIfAbsent("a/b", text("2"));
            store.putIfAbsent("a/c", Files.write(root.resolve("file"), text("3")));
            store.putIfAbsent("a/c", Files.write(root.resolve("file"), text("4")));
        }
        assertThat(staging()).isEmptyDirectory();
    }

    @Test
    void movesAFileInsteadOfCopyingIt() throws IOException {
        try (ObjectStore store = open()) {
            Path file = Files.write(store.stagingDirectory().orElseThrow().resolve("chunk"), text("packets"));
            Object inode = Files.getAttribute(file, "unix:ino");

            store.putIfAbsent("a/b", file);

            assertThat(file).doesNotExist();
            assertThat(Files.getAttribute(archive().resolve("a/b"), "unix:ino")).isEqualTo(inode);
            assertThat(Files.getAttribute(archive().resolve("a/b"), "unix:nlink")).isEqualTo(1);
        }
    }

    @Test
    void copiesAFileFromAnotherFileSystem() throws IOException {
        Path shm = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shm), "SKIPPED: there is no /dev/shm to copy from");
        Path file = Files.createTempFile(shm, "store", "chunk");
        try (ObjectStore store = open()) {
            assumeTrue(!Files.getFileStore(file).equals(Files.getFileStore(root)), "SKIPPED: /dev/shm is no other one");
            Files.write(file, text("packets"));

            assertThat(store.putIfAbsent("a/b", file)).isTrue();

            assertThat(store.read("a/b")).isEqualTo(text("packets"));
            assertThat(file).doesNotExist();
            assertThat(staging()).isEmptyDirectory();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    void showsNothingOfAPutThatWasKilled() throws IOException {
        try (ObjectStore store = open()) {
            Files.write(staging().resolve("0b1c.part"), text("half of"));

            assertThat(store.list("", null, 10)).isEmpty();
            assertThat(store.head("0b1c.part")).isEmpty();
            assertThat(store.putIfAbsent("a/b", text("whole"))).isTrue();
            assertThat(store.read("a/b")).isEqualTo(text("whole"));
        }
    }

    @Test
    void sweepsLeftoversOlderThanADay() throws IOException {
        open().close();
        Path old = Files.write(staging().resolve("old.part"), text("half"));
        Path young = Files.write(staging().resolve("young.part"), text("half"));
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(23))));

        LocalObjectStores.open(archive(), Clock.fixed(NOW, ZoneOffset.UTC)).close();

        assertThat(staging()).isDirectoryNotContaining("glob:**/old.part").isDirectoryContaining("glob:**/young.part");
    }

    @Test
    void passesOverFilesThatAreNoObjects() throws IOException {
        try (ObjectStore store = open()) {
            store.putIfAbsent("a/b", text("1"));
            Files.createDirectory(archive().resolve("lost+found"));
            Files.write(archive().resolve("a/note to self"), text("x"));

            assertThat(keys(store.list("", null, 10))).containsExactly("a/b");
        }
    }

    @Test
    void followsNoSymbolicLinksBelowTheRoot() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.write(outside.resolve("secret"), text("secret"));
        try (ObjectStore store = open()) {
            store.putIfAbsent("a/b", text("1"));
            Files.createSymbolicLink(archive().resolve("out"), outside);
            Files.createSymbolicLink(archive().resolve("file"), outside.resolve("secret"));

            assertThat(keys(store.list("", null, 10))).containsExactly("a/b");
            assertThat(store.list("out/", null, 10)).isEmpty();
            assertThat(store.head("out/secret")).isEmpty();
            assertThat(store.head("file")).isEmpty();
            fails(ErrorCode.NOT_FOUND, () -> store.read("out/secret"), "out/secret");
            fails(ErrorCode.NOT_FOUND, () -> store.read("file"), "file");
            fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent("out/new", text("x")), "out/new", "symbolic link");
            fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent("file", text("x")), "file");
            store.delete("out/secret");
        }
        assertThat(outside.resolve("secret")).hasBinaryContent(text("secret"));
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void mayItselfBeALink() throws IOException {
        Path real = Files.createDirectories(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        try (ObjectStore store = LocalObjectStores.open(link)) {
            store.putIfAbsent("a/b", text("1"));

            assertThat(store.read("a/b")).isEqualTo(text("1"));
            assertThat(real.resolve("a/b")).exists();
        }
    }

    @Test
    void refusesAKeyBelowAnObjectOrAboveOne() {
        try (ObjectStore store = open()) {
            store.putIfAbsent("a/b", text("1"));

            fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent("a/b/c", text("2")), "a/b/c");
            fails(ErrorCode.BAD_REQUEST, () -> store.putIfAbsent("a", text("2")), "Storing object a ");
            assertThat(keys(store.list("", null, 10))).containsExactly("a/b");
            assertThat(staging()).isEmptyDirectory();
        }
    }

    @Test
    void removesDirectoriesThatBecameEmpty() {
        try (ObjectStore store = open()) {
            store.putIfAbsent("chunks/rtp/2026/03/01/12/x", text("1"));
            store.putIfAbsent("chunks/sip/x", text("1"));

            store.delete("chunks/rtp/2026/03/01/12/x");

            assertThat(archive().resolve("chunks/rtp")).doesNotExist();
            assertThat(archive().resolve("chunks/sip/x")).exists();
            assertThat(store.putIfAbsent("chunks/rtp/2026/03/01/12/x", text("2"))).isTrue();
        }
    }

    @Test
    void storesWhileOthersRemoveTheSameDirectories() throws Exception {
        try (ObjectStore one = open();
                ObjectStore other = open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                ObjectStore store = thread % 2 == 0 ? one : other;
                String key = "chunks/rtp/2026/" + thread;
                running.add(threads.submit(() -> putAndRemove(store, key)));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
            assertThat(archive().resolve("chunks")).doesNotExist();
        }
    }

    private static void putAndRemove(ObjectStore store, String key) {
        for (int i = 0; i < 40; i++) {
            assertThat(store.putIfAbsent(key, text(key))).isTrue();
            assertThat(store.read(key)).isEqualTo(text(key));
            store.delete(key);
            assertThat(store.head(key)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithARootThatIsAFile() throws IOException {
        Path file = Files.write(root.resolve("file"), text("x"));

        fails(ErrorCode.STORE, () -> LocalObjectStores.open(file), file.toString());
    }

    @Test
    void saysWhenTheDiskIsFullAndLeavesNothing() throws Exception {
        Path small = Files.createDirectories(root.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) == 0,
                "SKIPPED: a full disk needs the right to mount");
        try (ObjectStore store = LocalObjectStores.open(small)) {
            Path file = Files.write(root.resolve("file"), new byte[2 << 20]);

            assertFull(store, file);

            assertThat(small.resolve(".staging")).isEmptyDirectory();
            assertThat(store.list("", null, 10)).isEmpty();
            assertThat(file).hasSize(2 << 20);
            assertThat(store.putIfAbsent("small", new byte[1000])).isTrue();
        } finally {
            run("umount", small.toString());
        }
    }

    private static void assertFull(ObjectStore store, Path file) {
        for (Runnable put : Stream.<Runnable>of(() -> store.putIfAbsent("a/b", new byte[2 << 20]),
                () -> store.putIfAbsent("a/b", file)).toList()) {
            assertThatExceptionOfType(ForensicException.class).isThrownBy(put::run).satisfies(e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
                assertThat(e.getMessage()).contains("a/b", store.location(), "2097152 bytes", "bytes are free",
                        "Free some space");
            });
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
