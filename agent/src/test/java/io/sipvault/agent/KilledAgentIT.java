package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import io.sipvault.ingest.verify.ArchiveVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent on loopback that is killed at random moments while messages are sent. */
final class KilledAgentIT {
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("SIPVAULT_TEST_KILLS", "12"));

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
                sipvault.agent.chunk-size = 1MB
                sipvault.store = %1$s/store
                """.formatted(folder, filter));
    }

    @Test
    void archivesEachMessageOnceOutsideOfTheGapsThatItDeclares() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Instant> sent;
        try (NumberedMessages messages = new NumberedMessages()) {
            Path settings = settings(messages.filter());
            for (int kill = 0; kill < KILLS; kill++) {
                try (AgentProcess agent = AgentProcess.start(settings)) {
                    Thread.sleep(random.nextInt(2_500));
                    agent.kill();
                }
            }
            try (AgentProcess last = AgentProcess.start(settings).awaitCapture()) {
                Thread.sleep(1_500);
                sent = messages.stop();
                Thread.sleep(300);
                assertThat(last.stop()).doesNotContain("Exception");
            }
        }
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"))) {
            check(new ArchivedMessages(store, "edge-1"), sent, "seed " + seed);
            List<String> said = new ArrayList<>();
            new ArchiveVerifier(new Archive(store)).verify(said::add);
            assertThat(said).as("nothing is wrong but that no index job ran").isNotEmpty()
                    .allMatch(line -> line.contains("has no fragment file"));
        }
    }

    private static void check(ArchivedMessages archived, List<Instant> sent, String seed) {
        Instant began = sent.get(archived.copies.keySet().stream().mapToInt(Integer::intValue).min().orElseThrow());
        List<Integer> missing = new ArrayList<>();
        for (int number = 0; number < sent.size(); number++) {
            Instant time = sent.get(number);
            if (!archived.copies.containsKey(number) && !time.isBefore(began) && !archived.isInGap(time)) {
                missing.add(number);
            }
        }
        assertThat(archived.copies.values()).as("copies, " + seed).containsOnly(1);
        assertThat(missing).as("missing outside of gaps, " + seed).isEmpty();
        assertThat(archived.dropped).as(seed).isZero();
        assertThat(archived.copies.size()).as(seed).isGreaterThan(1_000);
        assertThat(archived.gaps).as(seed).isNotEmpty();
    }
}
