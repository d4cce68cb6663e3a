package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.log.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogPositionsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T13:00:00Z");
    private static final byte[] HEAD = "Nov 26 12:00:01 proxy kamailio[1]: the first line".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private LogPositions open(Instant now) {
        return LogPositions.open(folder.resolve("positions.json"), Clock.fixed(now, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "garbage", "{\"places\":[null]}", "{\"places\":[{\"id\":\"a\"}]}", "[]"})
    void setsADamagedFileAsideAndGoesOn(String damaged) throws IOException {
        Files.writeString(folder.resolve("positions.json"), damaged);
        LogPositions positions = open(NOW);
        Place place = positions.begin(folder.resolve("a.log"), "key", HEAD);
        positions.keep(Set.of(place.id()));

        assertThat(folder.resolve("positions.json.damaged")).hasContent(damaged);
        assertThat(open(NOW).find("key", HEAD, HEAD.length)).isPresent();
    }

    @Test
    void forgetsNoFileThatIsReadHoweverLong() {
        LogPositions positions = open(NOW);
        Place read = positions.begin(folder.resolve("a.log"), "read", HEAD);
        Place gone = positions.begin(folder.resolve("b.log"), "gone", HEAD);
        positions.handed(gone, 7);
        positions.keep(Set.of(read.id(), gone.id()));

        LogPositions later = open(NOW.plus(Duration.ofDays(91)));
        Place other = later.begin(folder.resolve("c.log"), "other", HEAD);
        later.keep(Set.of(read.id(), other.id()));

        LogPositions last = open(NOW.plus(Duration.ofDays(180)));
        assertThat(last.find("read", HEAD, HEAD.length)).map(Place::id).contains(read.id());
        assertThat(last.find("gone", HEAD, HEAD.length)).map(Place::id).isNotEqualTo(gone.id());
        Place next = last.begin(folder.resolve("d.log"), "next", HEAD);
        last.keep(Set.of(next.id()));
        assertThat(open(NOW).find("read", HEAD, HEAD.length)).map(Place::id).contains(read.id());
    }

    @Test
    void forgetsOthersWhereThereAreTooMany() {
        LogPositions positions = open(NOW);
        Place read = positions.begin(folder.resolve("read.log"), "read", HEAD);
        for (int i = 0; i < 10_000; i++) {
            positions.begin(folder.resolve(i + ".log"), "key" + i, HEAD);
        }
        positions.keep(Set.of(read.id()));

        LogPositions last = open(NOW);
        assertThat(last.find("read", HEAD, HEAD.length)).map(Place::id).contains(read.id());
        assertThat(last.find("key0", HEAD, HEAD.length)).map(Place::key).isNotEqualTo(Optional.of("key0"));
    }

    @Test
    void forgetsAFileThatCouldNotBeNoted() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("positions.json.new/x"));
        LogPositions positions = open(NOW);
        Place place = positions.begin(folder.resolve("a.log"), "key", HEAD);

        assertThatThrownBy(() -> positions.keep(Set.of(place.id()))).isInstanceOf(ForensicException.class)
                .hasMessageContaining("positions.json");
        assertThat(positions.find("key", HEAD, HEAD.length)).isEmpty();
        assertThat(inTheWay).exists();
    }

    @Test
    void knowsAJournalOfWhichNothingCameForTwoStarts() throws IOException {
        SpoolFolder spooled = new SpoolFolder(Files.createDirectories(folder.resolve("spool")), waiting -> {});
        Spool spool = new Spool(spooled,
                new SpoolLimits(1 << 20, 0, Map.of(ChunkKind.LOG, Duration.ofMinutes(1)), Duration.ofSeconds(1),
                        1L << 30),
                LossLedger.open(folder.resolve("losses.json")), 0, Clock.systemUTC());
        spool.record(1, new LogRecord(1, "journal/a", "journal-abc", 77, "text").encode());
        spool.rollAll();
        Path file = spooled.waiting().stream().map(Waiting::file).findFirst().orElseThrow();

        LogPositions next = open(NOW);
        next.inSpool(file);
        next.leaving(file);

        LogPositions last = open(NOW);
        assertThat(last.next(last.stream("journal-abc"))).isEqualTo(77);
    }

    @Test
    void letsNobodyWaitWhileItReadsAFileOfTheSpool() throws Exception {
        Path slow = folder.resolve("slow");
        assertThat(new ProcessBuilder("mkfifo", slow.toString()).start().waitFor()).isZero();
        LogPositions positions = open(NOW);
        Thread leaving = Thread.ofPlatform().start(() -> positions.leaving(slow));
        while (Arrays.stream(leaving.getStackTrace()).noneMatch(at -> at.getClassName().endsWith("SpoolReader"))) {
            Thread.onSpinWait();
        }

        Thread asking = Thread.ofPlatform().start(() -> positions.stream("journal-abc"));
        while (asking.isAlive() && asking.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        Thread.State state = asking.getState();
        boolean stillLeaving = leaving.isAlive();
        Files.newOutputStream(slow).close();
        leaving.join();
        asking.join();
        assertThat(state).isEqualTo(Thread.State.TERMINATED);
        assertThat(stillLeaving).isTrue();
    }
}
