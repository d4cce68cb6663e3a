package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.agent.spool.LossLedger;
import io.sipvault.agent.spool.Spool;
import io.sipvault.agent.spool.SpoolFolder;
import io.sipvault.agent.spool.SpoolFolder.Waiting;
import io.sipvault.ingest.log.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FollowedFilesTest extends FollowedLog {
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
    void takesOutASecretThatStandsWhereALongLineIsCut() throws IOException {
        for (int before = 0; before < 24; before++) {
            String begin = line(before) + " ";
            String fill = "x".repeat((32 << 10) - begin.length() - before - 2);
            Files.writeString(beside(before + "a.log"), begin + "a" + fill + " db_password=hunter2 and on\n");
            Files.writeString(beside(before + "b.log"), begin + "b" + fill + ",db_password=hunter2,and on\n");
        }

        assertThat(String.join("", readToTheEnd())).doesNotContain("ter2").contains("[redacted]");
        assertThat(taken).hasSize(96);
    }

    @Test
    void takesOutASecretThatStandsWhereReadingGoesOn() throws IOException {
        String begin = FIRST + " ";
        String name = " db_password = ";
        append(begin + "x".repeat((32 << 10) - begin.length() - name.length() - 3) + name + "hunter2 and on", line(2));
        files.look();
        files.turn((timeNs, json) -> taken.isEmpty() && take(timeNs, json));
        files.close();
        files = reader(null, ZoneOffset.UTC);

        assertThat(readToTheEnd()).hasSize(3).last().isEqualTo(line(2));
        assertThat(taken.get(1).text()).isEqualTo("[redacted] and on");
    }

    @Test
    void losesNoCharacterOfALongLineOfAnyAlphabet() throws IOException {
        String endless = "x" + "\u0436".repeat(40_000) + "\ud83d\ude00".repeat(20_000);
        append(FIRST + endless, line(2));

        assertThat(String.join("", readAll())).isEqualTo(FIRST + endless);
    }

    @Test
    void redactsARecordOnceHoweverOftenTheSpoolRefusesIt() throws IOException {
        append(FIRST, line(2));
        Set<byte[]> offered = Collections.newSetFromMap(new IdentityHashMap<>());
        files.look();
        for (int i = 0; i < 3; i++) {
            files.turn((timeNs, json) -> {
                offered.add(json);
                return false;
            });
        }

        assertThat(offered).hasSize(1);
        assertThat(readToTheEnd()).containsExactly(FIRST, line(2));
    }

    @Test
    void givesNoTimeToALineThatMerelyShowsOne() throws IOException {
        append(FIRST, "  <timestamp>2005-10-27T16:49:29Z</timestamp>", line(2));

        assertThat(readAll()).containsExactly(FIRST + "\n  <timestamp>2005-10-27T16:49:29Z</timestamp>");
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
