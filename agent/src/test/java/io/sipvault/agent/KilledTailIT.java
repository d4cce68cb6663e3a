package io.sipvault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.chunk.Archive;
import io.sipvault.ingest.chunk.ChunkId;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest;
import io.sipvault.ingest.chunk.format.ChunkReader;
import io.sipvault.ingest.log.LogRecord;
import io.sipvault.ingest.store.ObjectStore;
import io.sipvault.ingest.store.local.LocalObjectStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that follows a log and is killed at random moments, while lines are written and the log is rotated. */
final class KilledTailIT {
    private static final int KILLS = Integer.parseInt(System.getenv().getOrDefault("SIPVAULT_TEST_KILLS", "8"));
    private static final Pattern NUMBER = Pattern.compile("line number (\\d+)");

    @TempDir
    private Path folder;
    private volatile boolean stopped;
    private int written;

    @BeforeEach
    void requireCapture() {
        LiveCapture.require();
    }

    private Path settings() throws IOException {
        return Files.writeString(folder.resolve("agent.properties"), """
                sipvault.agent.name = pbx-1
                sipvault.agent.interfaces = lo
                sipvault.agent.filter = udp port 1
                sipvault.agent.logs = %1$s/log/*.log
                sipvault.agent.data = %1$s/data
                sipvault.agent.roll.log = PT1S
                sipvault.agent.chunk-size = 1MB
                sipvault.store = %1$s/store
                """.formatted(folder));
    }

    /** Writes lines, and renames the log now and then. */
    private void write() {
        Path log = folder.resolve("log/pbx.log");
        try {
            while (!stopped) {
                Files.writeString(log, Instant.now() + " pbx[1]: line number " + written + "\n",
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                written++;
                if (written % 2_000 == 0) {
                    Files.move(log, log.resolveSibling("pbx.log." + written / 2_000));
                }
                LockSupport.parkNanos(500_000);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void archivesEachLineOnceWhateverKillsTheAgentAndRotatesTheLog() throws Exception {
        Files.createDirectories(folder.resolve("log"));
        Path settings = settings();
        Thread writer = Thread.ofPlatform().start(this::write);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            try (AgentProcess agent = AgentProcess.start(settings)) {
                Thread.sleep(random.nextInt(2_500));
                agent.kill();
            }
        }
        try (AgentProcess last = AgentProcess.start(settings).awaitCapture()) {
            Thread.sleep(1_000);
            stopped = true;
            writer.join();
            Thread.sleep(3_000);
            assertThat(last.stop()).doesNotContain("Exception");
        }

        Map<Integer, Integer> copies = copies();
        assertThat(IntStream.range(0, written).filter(number -> !copies.containsKey(number)))
                .as("missing, seed %d", seed)
                .isEmpty();
        assertThat(copies.values()).as("copies, seed %d", seed).containsOnly(1);
        assertThat(written).isGreaterThan(1_000);
    }

    private Map<Integer, Integer> copies() {
        Map<Integer, Integer> copies = new HashMap<>();
        try (ObjectStore store = LocalObjectStores.open(folder.resolve("store"))) {
            Archive archive = new Archive(store);
            for (ChunkId id : archive.idsOf("pbx-1")) {
                ChunkManifest manifest = archive.manifest(id).orElseThrow();
                assertThat(id.kind()).isEqualTo(ChunkKind.LOG);
                ChunkReader reader = archive.reader(manifest);
                for (byte[] frame : reader.frames(0, reader.frameCount())) {
                    count(frame, copies);
                }
            }
        }
        return copies;
    }

    private static void count(byte[] frame, Map<Integer, Integer> copies) {
        int start = 0;
        for (int i = 0; i < frame.length; i++) {
            if (frame[i] == '\n') {
                LogRecord read = LogRecord.decode(frame, start, i - start);
                assertThat(read).isNotNull();
                Matcher number = NUMBER.matcher(read.text());
                assertThat(number.find()).as(read.text()).isTrue();
                copies.merge(Integer.parseInt(number.group(1)), 1, Integer::sum);
                start = i + 1;
            }
        }
    }
}
