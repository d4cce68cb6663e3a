package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.verify.ArchiveVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose store is away for a while, and which is killed meanwhile. */
final class StoreAwayIT {
    private static final int SECONDS = Integer.parseInt(System.getenv().getOrDefault("SIPVAULT_TEST_STORE_AWAY", "6"));

    @TempDir
    private Path folder;

    @BeforeEach
    void requireCapture() {
        LiveCapture.require();
    }

    private Path settings(String filter) throws IOException {
        return Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = edge-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = %2$s
                sipvault.agent.data = %1$s/data
                sipvault.agent.roll.sip = PT1S
                sipvault.store = %1$s/store
                """.formatted(folder, filter));
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void archivesAllThatWasSentMeanwhileWhenItIsBack() throws Exception {
        Path store = folder.resolve("store");
        Path away = folder.resolve("away");
        List<Instant> sent;
        try (NumberedMessages messages = new NumberedMessages()) {
            Path settings = settings(messages.filter());
            try (AgentProcess agent = AgentProcess.start(settings).awaitCapture()) {
                while (!Files.exists(store.resolve("manifests"))) {
                    Thread.sleep(20);
                }
                Files.move(store, away);
                Files.createFile(store);
                agent.awaitLine("storing chunks failed");
                Thread.sleep(SECONDS * 500L);
                agent.kill();
            }
            try (AgentProcess agent = AgentProcess.start(settings).awaitCapture()) {
                Thread.sleep(SECONDS * 500L);
                Files.delete(store);
                Files.move(away, store);
                agent.awaitLine("takes chunks again");
                sent = messages.stop();
                awaitStored();
                assertThat(agent.stop()).doesNotContain("\tat ");
            }
        }
        try (ObjectStore archive = LocalObjectStores.open(store)) {
            check(new ArchivedMessages(archive, "edge-1"), sent);
            List<String> said = new ArrayList<>();
            new ArchiveVerifier(new Archive(archive)).verify(said::add);
            assertThat(said).isNotEmpty().allMatch(line -> line.contains("has no fragment file"));
        }
    }

    /** Until nothing waits any more but what was captured last. */
    private void awaitStored() throws IOException, InterruptedException {
        boolean waiting = true;
        while (waiting) {
            Thread.sleep(300);
            try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
                waiting = files.anyMatch(
                        file -> file.toString().endsWith(".pcap") || file.toString().endsWith(".data"));
            } catch (UncheckedIOException e) {
                // a file went while they were listed
            }
        }
    }

    /** Outside of the gap of the kill, each message once. */
    private static void check(ArchivedMessages archived, List<Instant> sent) {
        int first = archived.copies.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow();
        List<Integer> missing = new ArrayList<>();
        for (int number = first; number < sent.size(); number++) {
            if (!archived.copies.containsKey(number) && !archived.isInGap(sent.get(number))) {
                missing.add(number);
            }
        }
        assertThat(archived.copies.values()).containsOnly(1);
        assertThat(missing).as("missing outside of gaps").isEmpty();
        assertThat(archived.gaps).hasSize(1);
        assertThat(archived.dropped).isZero();
    }
}
