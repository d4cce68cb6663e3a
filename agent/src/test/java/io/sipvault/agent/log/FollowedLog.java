package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.spool.SpoolLimits;
import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.log.LogRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a log that is followed. */
abstract class FollowedLog {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T13:00:00Z"), ZoneOffset.UTC);
    static final String FIRST = "Nov 26 12:00:01 proxy kamailio[1]: the first line of this log";

    @TempDir
    Path folder;
    Path log;
    LogPositions positions;
    FollowedFiles files;
    final AtomicLong nanos = new AtomicLong();
    final List<LogRecord> taken = new ArrayList<>();

    @BeforeEach
    void beginAnew() throws IOException {
        log = Files.createDirectories(folder.resolve("logs")).resolve("kamailio.log");
        positions = LogPositions.open(folder.resolve("positions.json"), CLOCK);
        files = reader(null, ZoneOffset.UTC);
    }

    void restart() {
        positions = LogPositions.open(folder.resolve("positions.json"), CLOCK);
        files = reader(null, ZoneOffset.UTC);
    }

    FollowedFiles reader(@Nullable DateTimeFormatter form, ZoneId zone) {
        return reader("*.log", form, zone);
    }

    FollowedFiles reader(String pattern, @Nullable DateTimeFormatter form, ZoneId zone) {
        return new FollowedFiles(new LogSources(List.of(folder + "/logs/" + pattern), Duration.ofDays(7), zone, form,
                new Redaction(Redaction.USUAL), null), positions, CLOCK, nanos::get);
    }

    void append(String... lines) throws IOException {
        Files.writeString(log, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String line(int number) {
        return String.format(Locale.ROOT, "Nov 26 12:00:%02d proxy kamailio[1]: line %d", number, number);
    }

    boolean take(long timeNs, byte[] json) {
        LogRecord read = LogRecord.decode(json, 0, json.length);
        assertThat(read).isNotNull();
        assertThat(read.timeNs()).isEqualTo(timeNs);
        return taken.add(read);
    }

    /** Reads all that is there; a line more ends the record before it, which would else wait for what belongs to it. */
    List<String> readAll() {
        files.look();
        while (files.turn(this::take)) {
            // on
        }
        return taken.stream().map(LogRecord::text).toList();
    }

    Path gzip(String name, String... lines) throws IOException {
        Path file = folder.resolve("logs").resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant().minus(Duration.ofDays(1))));
        return file;
    }

    static SpoolLimits limits() {
        return new SpoolLimits(1 << 20, 0, Map.of(ChunkKind.LOG, Duration.ofMinutes(1)), Duration.ofSeconds(1),
                1L << 30);
    }

    /** Time passes for what waits for it. */
    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** All that is there, also the last record, to which nothing comes any more. */
    List<String> readToTheEnd() {
        readAll();
        pass(Duration.ofSeconds(2));
        readAll();
        return readAll();
    }

    Path beside(String name) {
        return log.resolveSibling(name);
    }
}
