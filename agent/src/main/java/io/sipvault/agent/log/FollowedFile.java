package io.sipvault.agent.log;

import io.sipvault.agent.collect.RecordSink;
import io.sipvault.agent.log.LogPositions.Place;
import io.sipvault.agent.log.RecordAssembler.Assembled;
import io.sipvault.ingest.log.LogRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** A file that is read as it grows, under whatever name it goes by now. For one thread. */
final class FollowedFile implements Closeable {
    /** Read of one file before the next has its turn. */
    private static final int MOST_AT_ONCE = 1 << 20;
    private static final Duration RECORD_ENDS_AFTER = Duration.ofSeconds(1);

    private final Place place;
    private final LogInput input;
    private final boolean compressed;
    private final LogPositions positions;
    private final LineTimes times;
    private final Redaction redaction;
    private final LineCutter cutter;
    private final RecordAssembler records = new RecordAssembler();
    private long read;
    private long grewNanos = System.nanoTime();

    /** @param compressed whether it never changes, and is costly to look at */
    FollowedFile(Place place, LogInput input, boolean compressed, LogPositions positions, LineTimes times,
            Redaction redaction) {
        this.compressed = compressed;
        this.place = place;
        this.input = input;
        this.positions = positions;
        this.times = times;
        this.redaction = redaction;
        this.read = positions.next(place);
        this.cutter = new LineCutter(read);
    }

    Place place() {
        return place;
    }

    /**
     * Reads on.
     *
     * @return whether more may be there, and be taken
     */
    boolean turn(byte[] buffer, RecordSink sink) throws IOException {
        int bytes = 0;
        while (handOn(sink) && bytes < MOST_AT_ONCE) {
            int count = input.read(buffer);
            if (count <= 0) {
                records.finishWhenOlderThan(RECORD_ENDS_AFTER.toNanos());
                return false;
            }
            bytes += count;
            read += count;
            grewNanos = System.nanoTime();
            cutter.bytes(buffer, count, this::line);
        }
        return bytes >= MOST_AT_ONCE;
    }

    private void line(String line, long next) {
        records.line(line, times.of(line), times.now(), next);
    }

    /** @return whether all that is whole was taken */
    boolean handOn(RecordSink sink) {
        for (Assembled record = records.next(); record != null; record = records.next()) {
            byte[] json = new LogRecord(record.timeNs(), place.log(), place.id(), record.next(),
                    redaction.apply(record.text())).encode();
            if (!sink.record(record.timeNs(), json)) {
                return false;
            }
            positions.handed(place, record.next());
            records.taken();
        }
        return true;
    }

    /** Ends the last line and record: nothing follows. */
    void finish() {
        cutter.finish(this::line);
        records.finish();
    }

    boolean isIdleFor(Duration time) {
        return System.nanoTime() - grewNanos >= time.toNanos();
    }

    /** Whether something cut it: there is less than was read, or it begins otherwise. What is there now is another log. */
    boolean isCut() throws IOException {
        return !compressed && (input.size() < read || !place.head().begins(input.head()));
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
