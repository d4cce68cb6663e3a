package io.sipvault.agent.log;

import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.agent.log.RecordAssembler.Assembled;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file that is read as it grows, under whatever name it goes by now. For one thread. */
final class FollowedFile implements Closeable {
    /** A file that no pattern names any more may grow until its writer is told. */
    static final Duration GROWS_UNTIL = Duration.ofSeconds(30);
    /** Read of one file before the next has its turn. */
    private static final int MOST_AT_ONCE = 1 << 20;
    private static final Duration RECORD_ENDS_AFTER = Duration.ofSeconds(1);

    private final LogInput input;
    private final Kind kind;
    private final Reading reading;
    private final LineCutter cutter;
    private final RecordAssembler records;
    private Place place;
    /** How it began when it was looked at last. */
    private byte[] head;
    private long read;
    private long grewNanos;
    private boolean atEnd;
    /** The next record, as long as the spool has no room for it. */
    private byte @Nullable [] waiting;

    /** What it was when it was opened. */
    enum Kind {
        LOG, ROTATED, UNCHANGING
    }

    /** @param input at its beginning; of the file that begins so */
    FollowedFile(Place place, byte[] head, LogInput input, Kind kind, Reading reading) throws IOException {
        this.place = place;
        this.head = head;
        this.input = input;
        this.kind = kind;
        this.reading = reading;
        this.read = reading.positions().next(place);
        this.cutter = new LineCutter(read, input.goOnAt(read));
        this.records = new RecordAssembler(reading.nanos());
        this.grewNanos = reading.nanos().getAsLong();
    }

    Place place() {
        return place;
    }

    /** Whether it was rotated before it was opened, and there is more to read. */
    boolean isCatchingUp() {
        return kind != Kind.LOG && !atEnd;
    }

    /**
     * Reads on.
     *
     * @return whether more may be there, and be taken
     */
    boolean turn(byte[] buffer, RecordSink sink) throws IOException {
        int bytes = 0;
        atEnd = false;
        while (handOn(sink) && bytes < MOST_AT_ONCE) {
            int count = input.read(buffer);
            if (count <= 0) {
                atEnd = true;
                records.finishWhenOlderThan(RECORD_ENDS_AFTER.toNanos());
                return false;
            }
            bytes += count;
            read += count;
            grewNanos = reading.nanos().getAsLong();
            cutter.bytes(buffer, count, this::line);
        }
        return bytes >= MOST_AT_ONCE;
    }

    private void line(String before, String line, long next) {
        LineTimes times = reading.times();
        if (before.isEmpty()) {
            records.line(line, times.of(line), times.now(), next);
        } else {
            records.rest(before, line, times.now(), next);
        }
    }

    /** @return whether all that is whole was taken */
    boolean handOn(RecordSink sink) {
        for (Assembled record = records.next(); record != null; record = records.next()) {
            byte[] json = waiting != null ? waiting : encoded(record);
            if (!sink.record(record.timeNs(), json)) {
                waiting = json;
                return false;
            }
            waiting = null;
            reading.positions().handed(place, record.next());
            records.taken();
        }
        return true;
    }

    private byte[] encoded(Assembled record) {
        return LogRecords.encode(record.timeNs(), place.log(), place.id(), record.next(),
                reading.redaction().apply(record.before(), record.text()));
    }

    /** Ends the last line and record: nothing follows. */
    void finish() {
        cutter.finish(this::line);
        records.finish();
    }

    /** A pattern names it: its writer may write on after that ends. */
    void named() {
        grewNanos = reading.nanos().getAsLong();
    }

    /** Whether it was read to its end and will not grow. */
    boolean hasEnded() {
        return atEnd && (kind == Kind.UNCHANGING
                || reading.nanos().getAsLong() - grewNanos >= GROWS_UNTIL.toNanos());
    }

    /**
     * Whether something cut it: there is less than was read, or it begins otherwise. What is there now is another log. If not,
     * it may have grown, and more is known of how it begins.
     */
    boolean isCut() throws IOException {
        if (kind == Kind.UNCHANGING) {
            return false;
        }
        byte[] now = input.head();
        if (input.size(read) < read || !place.head().begins(now)) {
            return true;
        }
        head = now;
        if (head.length > place.head().bytes()) {
            place = reading.positions().met(place, head);
        }
        return false;
    }

    /** Whether something that begins so is a copy of it, perhaps one that is being made. */
    boolean isCopiedIn(byte[] other) {
        boolean shorter = other.length < head.length && other.length >= FileHead.TELLING_BYTES
                && Arrays.equals(other, Arrays.copyOf(head, other.length));
        return shorter || place.head().isTelling() && place.head().begins(other);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
