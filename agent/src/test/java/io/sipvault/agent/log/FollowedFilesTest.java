package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
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
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedFilesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T13:00:00Z"), ZoneOffset.UTC);
    private static final String FIRST = "Nov 26 12:00:01 proxy kamailio[1]: the first line of this log";

    @TempDir
    private Path folder;
    private Path log;
    private LogPositions positions;
    private FollowedFiles files;
    private final List<LogRecord> taken = new ArrayList<>();

    @BeforeEach
    void beginAnew() throws IOException {
        log = Files.createDirectories(folder.resolve("logs")).resolve("kamailio.log");
        positions = LogPositions.open(folder.resolve("positions.json"), CLOCK);
        files = reader(null, ZoneOffset.UTC);
    }

    private void restart() {
        positions = LogPositions.open(folder.resolve("positions.json"), CLOCK);
        files = reader(null, ZoneOffset.UTC);
    }

    private FollowedFiles reader(@Nullable DateTimeFormatter form, ZoneId zone) {
        return new FollowedFiles(new LogSources(List.of(folder + "/logs/*.log"), Duration.ofDays(7), zone, form,
                new Redaction(Redaction.USUAL), null), positions, CLOCK);
    }

    private void append(String... lines) throws IOException {
        Files.writeString(log, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(int number) {
        return String.format(Locale.ROOT, "Nov 26 12:00:%02d proxy kamailio[1]: line %d", number, number);
    }

    private boolean take(long timeNs, byte[] json) {
        LogRecord read = LogRecord.decode(json, 0, json.length);
        assertThat(read).isNotNull();
        assertThat(read.timeNs()).isEqualTo(timeNs);
        return taken.add(read);
    }

    /** Reads all that is there; a line more ends the record before it, which would else wait for what belongs to it. */
    private List<String> readAll() {
        files.look();
        while (files.turn(this::take)) {
            // on
        }
        return taken.stream().map(LogRecord::text).toList();
    }

    @Test
    void givesEachLineWithItsTimeAndWhereTheNextBegins() throws IOException {
        append(FIRST, line(2), line(3));

        assertThat(readAll()).containsExactly(FIRST, line(2));
        assertThat(taken.getFirst().source()).isEqualTo(log.toString());
        assertThat(taken.getFirst().next()).isEqualTo(FIRST.length() + 1);
        assertThat(taken.get(1).timeNs()).isEqualTo(1_795_694_402_000_000_000L);
    }

    @Test
    void keepsLinesWithoutATimeWithTheOneBefore() throws IOException {
        append(FIRST, "INVITE sip:bob@example.com SIP/2.0", "Via: SIP/2.0/UDP 10.0.0.1", line(2));

        assertThat(readAll()).containsExactly(
                FIRST + "\nINVITE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.1");
    }

    @Test
    void givesEachLineOfALogWithoutTimesAtOnce() throws IOException {
        append("started", "  ready");

        assertThat(readAll()).containsExactly("started", "  ready");
        assertThat(taken.getFirst().timeNs()).isEqualTo(CLOCK.instant().getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void waitsForTheEndOfALine() throws IOException {
        Files.writeString(log, FIRST + "\nNov 26 12:00:02 proxy kamail");
        readAll();
        Files.writeString(log, "io[1]: on\n" + line(3) + "\n", StandardOpenOption.APPEND);

        assertThat(readAll()).containsExactly(FIRST, "Nov 26 12:00:02 proxy kamailio[1]: on");
    }

    @Test
    void followsALogThatIsRenamedToItsEndAndTheNewOneFromItsBeginning() throws IOException {
        append(FIRST, line(2));
        readAll();
        Files.move(log, folder.resolve("logs/kamailio.log.1"));
        Files.writeString(folder.resolve("logs/kamailio.log.1"), line(3) + "\n" + line(4) + "\n",
                StandardOpenOption.APPEND);
        append(line(5), line(6));

        assertThat(readAll()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(5));
    }

    @Test
    void readsALogThatWasCutToNothingFromItsBeginningAndTheRestFromItsCopy() throws IOException {
        append(FIRST, line(2), line(3));
        readAll();
        append(line(4), line(5));
        Path copy = folder.resolve("logs/kamailio.log.1");
        Files.copy(log, copy);
        Files.setLastModifiedTime(copy, FileTime.from(CLOCK.instant()));
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        append(line(6), line(7));

        readAll();
        files.look();
        assertThat(readAll()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4), line(6));
    }

    @Test
    void noticesThatALogWasCutAlthoughItIsLongerThanBeforeAlready() throws IOException {
        append(FIRST, line(2));
        readAll();
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        append(line(3), line(4), line(5), line(6), line(7));

        assertThat(readAll()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4), line(5), line(6));
    }

    @Test
    void readsALogThatWasDeletedAndMadeAgain() throws IOException {
        append(FIRST, line(2));
        readAll();
        Files.delete(log);
        append(line(3), line(4));

        assertThat(readAll()).containsExactlyInAnyOrder(FIRST, line(3));
    }

    @Test
    void readsOlderLogsThatStandBesideItAtTheFirstStart() throws IOException {
        gzip("kamailio.log.2.gz", "Nov 25 10:00:00 proxy kamailio[1]: the day before", line(1));
        Files.writeString(folder.resolve("logs/kamailio.log.1"), line(2) + "\n" + line(3) + "\n");
        Path tooOld = gzip("kamailio.log.3.gz", "Nov 12 10:00:00 proxy kamailio[1]: weeks before", line(1));
        Files.setLastModifiedTime(tooOld, FileTime.from(CLOCK.instant().minus(Duration.ofDays(14))));
        append(line(4), line(5));

        assertThat(readAll()).containsExactlyInAnyOrder("Nov 25 10:00:00 proxy kamailio[1]: the day before", line(2),
                line(4));
        assertThat(taken).extracting(LogRecord::source).contains(folder + "/logs/kamailio.log.2.gz");
    }

    private Path gzip(String name, String... lines) throws IOException {
        Path file = folder.resolve("logs").resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant().minus(Duration.ofDays(1))));
        return file;
    }

    @Test
    void goesOnAfterARestartBehindWhatIsInTheSpoolAlsoInALogThatWasRotatedAndCompressedMeanwhile() throws IOException {
        SpoolFolder spooled = new SpoolFolder(Files.createDirectories(folder.resolve("spool")),
                waiting -> positions.leaving(waiting.file()));
        LossLedger ledger = LossLedger.open(folder.resolve("losses.json"));
        Spool spool = new Spool(spooled, limits(), ledger, 0, CLOCK);
        append(FIRST, line(2), line(3));
        files.look();
        while (files.turn(spool)) {
            // on
        }
        spool.rollAll();

        gzip("kamailio.log.1.gz", Files.readString(log).strip(), line(4), line(5));
        Files.delete(log);
        append(line(6), line(7));
        restart();
        spooled.waiting().stream().map(Waiting::file).forEach(positions::inSpool);

        assertThat(readAll()).containsExactlyInAnyOrder(line(3), line(4), line(6));
    }

    @Test
    void goesOnAfterARestartBehindWhatLeftTheSpool() throws IOException {
        SpoolFolder spooled = new SpoolFolder(Files.createDirectories(folder.resolve("spool")), waiting -> {});
        Spool spool = new Spool(spooled, limits(), LossLedger.open(folder.resolve("losses.json")), 0, CLOCK);
        append(FIRST, line(2), line(3));
        files.look();
        while (files.turn(spool)) {
            // on
        }
        spool.rollAll();
        for (Waiting waiting : spooled.waiting()) {
            positions.leaving(waiting.file());
            spooled.remove(waiting.file());
        }

        restart();
        append(line(4));

        assertThat(readAll()).containsExactly(line(3));
    }

    private static SpoolLimits limits() {
        return new SpoolLimits(1 << 20, 0, Map.of(ChunkKind.LOG, Duration.ofMinutes(1)), Duration.ofSeconds(1),
                1L << 30);
    }

    @Test
    void givesARecordAgainThatFoundNoRoom() throws IOException {
        append(FIRST, line(2), line(3));
        files.look();
        assertThat(files.turn((timeNs, json) -> false)).isFalse();
        assertThat(files.turn((timeNs, json) -> false)).isFalse();

        assertThat(readAll()).containsExactly(FIRST, line(2));
    }

    @Test
    void losesNoByteThatIsNoUtf8() throws IOException {
        Files.write(log, (FIRST + " caf\u00e9\n" + line(2) + "\n").getBytes(ISO_8859_1));

        assertThat(readAll()).containsExactly(FIRST + " caf\u00e9");
    }

    @Test
    void cutsALineThatIsTooLongAndLosesNothingOfIt() throws IOException {
        String endless = "x".repeat(100_000);
        append(FIRST + endless, line(2));

        assertThat(String.join("", readAll())).isEqualTo(FIRST + endless);
    }

    @Test
    void readsAConfiguredFormOfTimesInTheZoneOfTheHost() throws IOException {
        files = reader(DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss.SSS", Locale.ROOT), ZoneId.of("Europe/Prague"));
        append("[26/11/2026 13:00:00.250] call set up", "\tat 3", "[26/11/2026 13:00:01.000] x");

        assertThat(readAll()).containsExactly("[26/11/2026 13:00:00.250] call set up\n\tat 3");
        assertThat(taken.getFirst().timeNs()).isEqualTo(1_795_694_400_250_000_000L);
    }

    @Test
    void takesSecretsOutBeforeAnythingIsKept() throws IOException {
        append("Nov 26 12:00:01 pbx x: password=hunter2, user=7 Authorization: Digest username=\"7\","
                + " response=\"0123456789abcdef0123456789abcdef\"", line(2));

        assertThat(readAll()).containsExactly("Nov 26 12:00:01 pbx x: password=[redacted], user=7 Authorization: Digest"
                + " username=\"7\", response=\"[redacted]\"");
    }
}
