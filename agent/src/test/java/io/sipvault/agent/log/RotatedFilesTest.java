package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sipvault.ingest.log.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class RotatedFilesTest extends FollowedLog {
    private void cutToNothing() throws IOException {
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void changedJustNow(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant()));
    }

    private void append(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void readsALogOnceThatIsCompressedAsSoonAsItIsRotated() throws IOException {
        append(FIRST, line(2), line(3));
        readAll();
        gzip("kamailio.log.1.gz", Files.readString(log).strip());
        Files.delete(log);
        append(line(4), line(5));

        readAll();
        pass(Duration.ofSeconds(40));
        assertThat(readToTheEnd()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4), line(5));
    }

    @Test
    void readsALogOnceOfWhichACompressedCopyIsBeingMade() throws IOException {
        append(IntStream.range(0, 5_000).mapToObj(n -> FIRST + n * 7_919L % 4_999).toArray(String[]::new));
        int lines = readToTheEnd().size();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(Files.readAllBytes(log));
        }
        Files.move(log, beside("kamailio.log.1"));
        // whose last bytes tell a length, as it seems
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        Files.write(beside("kamailio.log.1.gz"), Arrays.copyOf(half, half.length + Integer.BYTES));
        append(line(2));

        assertThat(readToTheEnd()).hasSize(lines + 1);
    }

    @Test
    void readsALogOnceBesideWhichACopyAppears() throws IOException {
        files = reader("kamailio.log*", null, ZoneOffset.UTC);
        append(FIRST, line(2), line(3), line(4));
        readToTheEnd();
        append(beside("kamailio.log.1"), FIRST, line(2));
        readAll();
        append(beside("kamailio.log.1"), line(3), line(4));
        readAll();
        cutToNothing();
        append(line(5));

        readToTheEnd();
        assertThat(readToTheEnd()).containsExactly(FIRST, line(2), line(3), line(4), line(5));
    }

    @Test
    void readsAtTheFirstStartOneOfSeveralCopiesOfALog() throws IOException {
        append(beside("kamailio.log.1"), FIRST, line(2));
        changedJustNow(beside("kamailio.log.1"));
        gzip("kamailio.log.1.gz", FIRST, line(2));
        append(line(3), line(4));
        Files.copy(log, beside("kamailio.log.save"));

        assertThat(readToTheEnd()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4));
    }

    @Test
    void readsARotatedLogToItsEndHoweverLongTheSpoolHasNoRoom() throws IOException {
        append(FIRST, line(2));
        readToTheEnd();
        append(line(3), line(4));
        files.look();
        files.turn((timeNs, json) -> false);
        append(line(5), line(6));
        Files.move(log, beside("kamailio.log.1"));
        append(line(7));
        for (int i = 0; i < 40; i++) {
            files.look();
            files.turn((timeNs, json) -> false);
            pass(Duration.ofSeconds(1));
        }

        assertThat(readToTheEnd()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4), line(5), line(6),
                line(7));
    }

    @Test
    void readsWhatIsWrittenToAnIdleLogAfterItWasRotated() throws IOException {
        append(FIRST, line(2));
        readToTheEnd();
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofSeconds(1));
            readAll();
        }
        Files.move(log, beside("kamailio.log.1"));
        append(line(5));
        readAll();
        append(beside("kamailio.log.1"), line(3));

        assertThat(readToTheEnd()).containsExactlyInAnyOrder(FIRST, line(2), line(5), line(3));
    }

    @Test
    void knowsALogByMoreThanTheShortLineThatItBeganWith() throws IOException {
        append("--start--");
        readAll();
        append(line(1), line(2));
        readToTheEnd();
        append(line(3), line(4));
        Path copy = Files.copy(log, beside("kamailio.log.1"));
        changedJustNow(copy);
        cutToNothing();
        append(line(5));

        assertThat(readToTheEnd()).containsExactlyInAnyOrder("--start--", line(1), line(2), line(3), line(4), line(5));
    }

    @Test
    void readsNothingOfAFileWhosePlaceCannotBeKept() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("positions.json.new/x"));
        gzip("kamailio.log.1.gz", line(1));
        append(line(2), line(3));
        assertThat(readToTheEnd()).isEmpty();

        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(readToTheEnd()).containsExactlyInAnyOrder(line(1), line(2), line(3));
    }

    @Test
    void readsWhatStandsBesideAKnownLogWhenItsPlaceCanBeKept() throws IOException {
        append(line(2));
        readToTheEnd();
        gzip("kamailio.log.1.gz", line(1));
        Path inTheWay = Files.createDirectories(folder.resolve("positions.json.new/x"));
        files.close();
        files = reader(null, ZoneOffset.UTC);
        assertThat(readToTheEnd()).containsExactly(line(2));

        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertThat(readToTheEnd()).containsExactly(line(2), line(1));
    }

    @Test
    void keepsPlacesOfNewFilesByOneWriteALook() throws IOException {
        append(FIRST);
        readAll();
        for (int i = 0; i < 3; i++) {
            positions.begin(beside("other" + i), "key" + i, FIRST.getBytes(UTF_8));
        }

        assertThat(Files.readString(folder.resolve("positions.json"))).doesNotContain("key2");
        readAll();
        assertThat(Files.readString(folder.resolve("positions.json"))).contains("key0", "key1", "key2");
    }

    @Test
    void readsACompressedLogOfSeveralMembersOnce() throws IOException {
        Path packed = gzip("kamailio.log.1.gz", FIRST, line(2));
        try (OutputStream more = new GZIPOutputStream(Files.newOutputStream(packed, StandardOpenOption.APPEND))) {
            more.write((line(3) + "\n").getBytes(UTF_8));
        }
        Files.setLastModifiedTime(packed, FileTime.from(CLOCK.instant().minus(Duration.ofDays(1))));
        append(line(4));
        assertThat(readToTheEnd()).containsExactlyInAnyOrder(FIRST, line(2), line(3), line(4));

        List<Long> next = taken.stream().map(LogRecord::next).toList();
        assertThat(next).doesNotHaveDuplicates();
        taken.clear();
        files = reader(null, ZoneOffset.UTC);
        assertThat(readToTheEnd()).isEmpty();
    }

    @Test
    void readsManyRotatedLogsAFewAtATime() throws IOException {
        for (int i = 0; i < 40; i++) {
            gzip("kamailio.log." + i + ".gz", line(1) + " of " + i);
        }
        append(line(2));

        readAll();
        files.turn((timeNs, json) -> false);
        pass(Duration.ofSeconds(2));
        readAll();
        assertThat(taken.stream().map(LogRecord::source).collect(Collectors.toSet())).hasSizeLessThanOrEqualTo(17);
        for (int i = 0; i < 4; i++) {
            readToTheEnd();
        }
        assertThat(taken).hasSize(41);
    }

    @Test
    void readsOnInRotatedLogsThatMayGrowWithoutWaitingForTheirEnd() throws IOException {
        for (int i = 0; i < 40; i++) {
            append(beside("kamailio.log." + i), line(1) + " of " + i);
            changedJustNow(beside("kamailio.log." + i));
        }
        append(line(2));

        for (int i = 0; i < 4; i++) {
            readToTheEnd();
        }
        assertThat(taken).hasSize(41);
    }
}
