package io.sipvault.agent.log;

import io.sipvault.agent.collect.Collector;
import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.collect.StopSignal;
import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal from a named pipe that {@code journalctl -o export -f} writes to. Entries that are not newer than the
 * last one in the spool are passed over, so that the writer may begin some minutes back at each of its starts.
 */
public final class JournalPipe implements Collector {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LONGEST_UNIT = 256;
    private static final int LONGEST_NAME = 64;
    private static final long NS_PER_MICROSECOND = 1_000;
    /** Which journal it is, and the number of the entry in it. */
    private static final Pattern CURSOR = Pattern.compile("s=([0-9a-f]{1,32});i=([0-9a-f]{1,15});.*");

    private final Path path;
    private final Redaction redaction;
    private final LogPositions positions;
    private final RecordSink sink;
    private final RandomAccessFile pipe;
    private final FileInputStream in;
    private final JournalExport export = new JournalExport(this::entry);
    private final Deque<Entry> read = new ArrayDeque<>();
    private final StopSignal stopped = new StopSignal();

    /** An entry as it is spooled, its number, and which journal has it; null where nobody knows. */
    private record Entry(long timeNs, byte[] json, long number, @Nullable Place place) {}

    /**
     * Opens the pipe.
     *
     * @throws ForensicException
     *             BAD_REQUEST when it is not there or is no pipe
     */
    public JournalPipe(Path path, Redaction redaction, LogPositions positions, RecordSink sink) {
        this.path = path;
        this.redaction = redaction;
        this.positions = positions;
        this.sink = sink;
        this.pipe = open(path);
        this.in = new FileInputStream(fd(pipe, path));
    }

    /** For reading and writing: so it waits for no writer, and does not end when one goes. */
    private static RandomAccessFile open(Path path) {
        try {
            if (Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
                return new RandomAccessFile(path.toFile(), "rw");
            }
        } catch (IOException e) {
            throw refused(path, e);
        }
        throw refused(path, null);
    }

    private static FileDescriptor fd(RandomAccessFile pipe, Path path) {
        try {
            return pipe.getFD();
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    private static ForensicException refused(Path path, @Nullable IOException cause) {
        return new ForensicException(ErrorCode.BAD_REQUEST, "opening the journal's pipe " + path + " failed ("
                + (cause == null ? "it is no pipe" : cause) + "): make it by mkfifo, readable and writable for the"
                + " agent's user", cause);
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public void run() {
        byte[] buffer = new byte[64 << 10];
        try (pipe) {
            while (!stopped.isStopped()) {
                int there = handOn() ? in.available() : 0;
                if (there > 0) {
                    export.bytes(buffer, in.read(buffer, 0, Math.min(there, buffer.length)));
                } else {
                    stopped.pause(PAUSE);
                }
            }
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.LOCAL_FILE, "reading the journal from " + path + " failed: " + e, e);
        }
    }

    private void entry(Map<String, String> fields) {
        Long microseconds = JournalExport.number(fields, "_SOURCE_REALTIME_TIMESTAMP");
        Long received = JournalExport.number(fields, "__REALTIME_TIMESTAMP");
        Long time = microseconds == null ? received : microseconds;
        String message = fields.get("MESSAGE");
        if (time == null || time <= 0 || time > Long.MAX_VALUE / NS_PER_MICROSECOND || message == null) {
            return;
        }
        Matcher cursor = CURSOR.matcher(fields.getOrDefault("__CURSOR", ""));
        Place place = cursor.matches() ? positions.stream(LogPositions.STREAM + cursor.group(1)) : null;
        long number = place == null ? 0 : Long.parseLong(cursor.group(2), 16);
        if (place != null && number <= positions.next(place)) {
            return;
        }
        String file = place == null ? "journal" : place.id();
        long timeNs = time * NS_PER_MICROSECOND;
        read.add(new Entry(timeNs, LogRecords.encode(timeNs, source(fields), file, number,
                redaction.apply(text(fields, message))), number, place));
    }

    private static String source(Map<String, String> fields) {
        String unit = fields.getOrDefault("_SYSTEMD_UNIT", fields.getOrDefault("SYSLOG_IDENTIFIER", "system"));
        return "journal/" + LogRecords.cut(unit, LONGEST_UNIT);
    }

    /** As syslog would have written it, without the time. */
    private static String text(Map<String, String> fields, String message) {
        String identifier = fields.get("SYSLOG_IDENTIFIER");
        String pid = fields.get("_PID");
        if (identifier == null) {
            return message;
        }
        return LogRecords.cut(identifier, LONGEST_NAME)
                + (pid == null ? "" : "[" + LogRecords.cut(pid, LONGEST_NAME) + "]") + ": " + message;
    }

    /** @return whether all that was read was taken */
    private boolean handOn() {
        for (Entry entry = read.peek(); entry != null; entry = read.peek()) {
            if (!sink.record(entry.timeNs, entry.json)) {
                return false;
            }
            if (entry.place != null) {
                positions.handed(entry.place, entry.number);
            }
            read.poll();
        }
        return true;
    }

    @Override
    public void stop() {
        stopped.stop();
    }
}
