package io.sipvault.agent.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sipvault.ingest.log.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalPipeTest {
    private static final String JOURNAL = "s=0123456789abcdef0123456789abcdef;i=";
    private static final long TIME = 1_795_694_401_000_001L;

    @TempDir
    private Path folder;
    private final BlockingQueue<LogRecord> taken = new LinkedBlockingQueue<>();

    private static byte[] entry(int number, String message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("__CURSOR=" + JOURNAL + Integer.toHexString(number) + ";b=1;m=2;t=3;x=4\n__REALTIME_TIMESTAMP="
                + (TIME + number) + "\n_SYSTEMD_UNIT=kamailio.service\nSYSLOG_IDENTIFIER=kamailio\n_PID=812\n")
                .getBytes(UTF_8));
        byte[] bytes = message.getBytes(UTF_8);
        if (message.contains("\n")) {
            out.write("MESSAGE\n".getBytes(UTF_8));
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array());
        } else {
            out.write("MESSAGE=".getBytes(UTF_8));
        }
        out.write(bytes);
        out.write("\n\n".getBytes(UTF_8));
        return out.toByteArray();
    }

    private Path pipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("journal");
        if (!Files.exists(pipe)) {
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        }
        return pipe;
    }

    private boolean take(long timeNs, byte[] json) {
        LogRecord read = LogRecord.decode(json, 0, json.length);
        return taken.add(read);
    }

    @Test
    void readsEntriesThroughWritersThatComeAndGoAndPassesOverThoseItHas() throws Exception {
        LogPositions positions = LogPositions.open(folder.resolve("positions.json"), Clock.systemUTC());
        JournalPipe journal = new JournalPipe(pipe(), new Redaction(Redaction.USUAL), positions, this::take);
        Thread reading = Thread.ofPlatform().start(journal);
        try (OutputStream writer = Files.newOutputStream(pipe())) {
            writer.write(entry(1, "one"));
            writer.write(entry(2, "two\nlines, password=hunter2"));
        }
        List<LogRecord> first = List.of(next(), next());
        try (OutputStream writer = Files.newOutputStream(pipe())) {
            writer.write(entry(2, "two\nlines, password=hunter2"));
            writer.write(entry(3, "three"));
        }
        LogRecord third = next();
        journal.stop();
        reading.join();

        assertThat(first).extracting(LogRecord::text).containsExactly("kamailio[812]: one",
                "kamailio[812]: two\nlines, password=[redacted]");
        assertThat(first.getFirst().source()).isEqualTo("journal/kamailio.service");
        assertThat(first.getFirst().timeNs()).isEqualTo((TIME + 1) * 1000);
        assertThat(third.text()).isEqualTo("kamailio[812]: three");
        assertThat(taken).isEmpty();
    }

    private LogRecord next() throws InterruptedException {
        LogRecord next = taken.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a record within 20 s").isNotNull();
        return next;
    }

    @Test
    void saysWhatToDoWhenThereIsNoPipe() throws IOException {
        LogPositions positions = LogPositions.open(folder.resolve("positions.json"), Clock.systemUTC());
        Path file = Files.createFile(folder.resolve("no-pipe"));

        assertThatThrownBy(() -> new JournalPipe(file, new Redaction(List.of()), positions, this::take))
                .hasMessageContaining("is no pipe").hasMessageContaining("mkfifo");
        assertThatThrownBy(
                () -> new JournalPipe(folder.resolve("none"), new Redaction(List.of()), positions, this::take))
                .hasMessageContaining("mkfifo");
    }

    @Test
    void givesAnEntryWholeOnceWhereverItsWriterWasCut() throws IOException {
        byte[] cut = entry(2, "two\nlines");
        byte[] again = whole(entry(1, "one"), cut, entry(3, "three"));
        for (int bytes = 1; bytes < cut.length - 1; bytes++) {
            List<Map<String, String>> entries = new ArrayList<>();
            JournalExport export = new JournalExport(entries::add);
            byte[] first = whole(entry(1, "one"), Arrays.copyOf(cut, bytes));
            export.bytes(first, first.length);
            export.bytes(again, again.length);

            assertThat(entries).as("cut at " + bytes).extracting(fields -> fields.get("MESSAGE"))
                    .containsExactly("one", "one", "two\nlines", "three");
            assertThat(entries).extracting(fields -> fields.get("__REALTIME_TIMESTAMP"))
                    .containsExactly(TIME + 1 + "", TIME + 1 + "", TIME + 2 + "", TIME + 3 + "");
            assertThat(entries.get(1).get("__CURSOR")).isEqualTo(entries.get(0).get("__CURSOR"));
        }
    }

    private static byte[] whole(byte[]... parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.write(part);
        }
        return whole.toByteArray();
    }

    @Test
    void keepsAMessageThatShowsACursorOfAnotherJournal() throws IOException {
        String message = "sent\n\n__CURSOR=s=00000000000000000000000000000000;i=ffffff;b=1\nMESSAGE=x\n\n";
        List<Map<String, String>> entries = new ArrayList<>();
        byte[] bytes = whole(entry(1, message), entry(2, "two"));
        new JournalExport(entries::add).bytes(bytes, bytes.length);

        assertThat(entries).extracting(fields -> fields.get("MESSAGE")).containsExactly(message, "two");
    }

    @Test
    void cutsNamesThatAreTooLongSoThatTheSpoolGivesEachEntryBack() throws Exception {
        LogPositions positions = LogPositions.open(folder.resolve("positions.json"), Clock.systemUTC());
        String endless = "\u0001".repeat(30_000);
        AtomicInteger longest = new AtomicInteger();
        JournalPipe journal = new JournalPipe(pipe(), new Redaction(Redaction.USUAL), positions, (timeNs, json) -> {
            longest.accumulateAndGet(json.length, Math::max);
            return take(timeNs, json);
        });
        Thread reading = Thread.ofPlatform().start(journal);
        try (OutputStream writer = Files.newOutputStream(pipe())) {
            writer.write(new String(entry(1, endless), UTF_8).replace("IDENTIFIER=kamailio", "IDENTIFIER=" + endless)
                    .replace("kamailio.service", endless).getBytes(UTF_8));
            writer.write(entry(2, "two"));
        }
        LogRecord first = next();
        assertThat(next().text()).isEqualTo("kamailio[812]: two");
        journal.stop();
        reading.join();

        assertThat(longest.get()).isLessThanOrEqualTo(LogRecords.MOST_BYTES);
        assertThat(first.text()).isEqualTo(endless.substring(0, 64) + "[812]: " + endless);
        assertThat(first.source()).hasSize("journal/".length() + 256);
    }

    @Test
    void neverFailsOnBytesOfAnyKind() throws IOException {
        Random random = new Random(1);
        List<Map<String, String>> entries = new ArrayList<>();
        byte[] whole = entry(1, "a\nb");
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            new JournalExport(entries::add).bytes(bytes, bytes.length);
        }
        assertThat(entries).hasSizeGreaterThan(100);
    }
}
