package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose store takes nothing and whose disk is full; needs the right to mount file systems in memory. */
final class FullDisksIT {
    @TempDir
    private Path folder;
    private final List<Path> mounted = new ArrayList<>();

    @BeforeEach
    void requireCapture() {
        LiveCapture.require();
    }

    private Path mount(String name, String size) throws Exception {
        Path disk = Files.createDirectories(folder.resolve(name));
        String failure = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        Assumptions.assumeTrue(failure.isEmpty(), "SKIPPED: mounting a tmpfs failed: " + failure);
        mounted.add(disk);
        return disk;
    }

    @AfterEach
    void unmount() throws Exception {
        for (Path disk : mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "failed: " + said;
    }

    private Path settings(Path data, Path store, String filter) throws IOException {
        return Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = %3$s
                sipvault.agent.data = %1$s
                sipvault.agent.roll.sip = PT1S
                sipvault.agent.chunk-size = 1MB
                sipvault.store = %2$s
                """.formatted(data, store, filter));
    }

    /** Whether it takes packets is what it said last. */
    private static void awaitRoom(AgentProcess agent) throws IOException, InterruptedException {
        String said = agent.said();
        while (said.lastIndexOf("all is well again") < said.lastIndexOf("packets are dropped")) {
            Thread.sleep(50);
            said = agent.said();
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void countsWhatItHadNoRoomForAndStoresAllTheRestWhenThereIsRoomAgain() throws Exception {
        Path store = mount("store", "64k");
        Path data = mount("data", "5m");
        List<Instant> sent;
        try (NumberedMessages messages = new NumberedMessages();
                AgentProcess agent = AgentProcess.start(settings(data, store, messages.filter())).awaitCapture()) {
            agent.awaitLine("packets are dropped");
            Thread.sleep(500);
            assertThat(run("mount", "-o", "remount,size=100m", store.toString())).isEmpty();
            awaitRoom(agent);
            Thread.sleep(500);
            sent = messages.stop();
            Thread.sleep(300);
            assertThat(agent.stop()).doesNotContain("\tat ");
        }
        try (ObjectStore archive = LocalObjectStores.open(store)) {
            ArchivedMessages archived = new ArchivedMessages(archive, "edge-1");
            int first = archived.copies.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
            assertThat(archived.copies.values()).containsOnly(1);
            assertThat(archived.gaps).isEmpty();
            assertThat(archived.dropped).isPositive();
            assertThat(archived.copies.size() + archived.dropped)
                    .as("%s archived, %s dropped, in the ledger %s, not archived %s", archived.copies.size(),
                            archived.dropped, Files.readString(data.resolve("losses.json")),
                            absent(archived, first, sent.size()))
                    .isEqualTo(sent.size() - first);
        }
    }

    /** Ranges of numbers that are not archived. */
    private static List<String> absent(ArchivedMessages archived, int first, int end) {
        List<String> ranges = new ArrayList<>();
        int from = -1;
        for (int i = first; i <= end; i++) {
            boolean there = i == end || archived.copies.containsKey(i);
            if (!there && from < 0) {
                from = i;
            } else if (there && from >= 0) {
                ranges.add(from + " to " + (i - 1));
                from = -1;
            }
        }
        return ranges;
    }
}
