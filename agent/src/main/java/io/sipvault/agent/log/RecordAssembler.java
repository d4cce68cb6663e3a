package io.sipvault.agent.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of lines: in a log whose lines begin with a time, one without belongs to the one before. A record ends with
 * the next one, when it gets too long, or when nothing follows for a while.
 */
final class RecordAssembler {
    private static final int MOST_CHARACTERS = 32 << 10;
    private static final int MOST_LINES = 1_000;
    /** Of memory that is kept for the next record. */
    private static final int USUAL_CHARACTERS = 4 << 10;

    private final LongSupplier nanos;
    private final Deque<Assembled> whole = new ArrayDeque<>();
    private StringBuilder text = new StringBuilder();
    private String before = "";
    private int lines;
    private boolean timed;
    private long timeNs;
    private long end;
    private long touchedNanos;

    /**
     * A record.
     *
     * @param before
     *            what stands before it in the same line, where that was too long for one record: as far as is needed to tell
     *            what the beginning of the text is
     * @param next
     *            where the next one begins in its file
     */
    record Assembled(long timeNs, String before, String text, long next) {}

    RecordAssembler(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Takes a line.
     *
     * @param time
     *            nanoseconds since 1970; null of a line without one
     * @param nowNs
     *            what a line has that belongs to no other
     * @param next
     *            where the next line begins
     */
    void line(String line, @Nullable Long time, long nowNs, long next) {
        if (time == null && timed && lines > 0 && fits(line)) {
            text.append('\n');
        } else {
            finish();
            timed |= time != null;
            timeNs = time != null ? time : timed ? timeNs : nowNs;
        }
        append(line, next);
    }

    /** Takes more of a line that was too long, a record of its own. @param cut what stands before it in the line */
    void rest(String cut, String line, long nowNs, long next) {
        finish();
        before = cut;
        timeNs = timed ? timeNs : nowNs;
        append(line, next);
    }

    private void append(String line, long next) {
        text.append(line);
        lines++;
        end = next;
        touchedNanos = nanos.getAsLong();
        if (!timed) {
            finish();
        }
    }

    private boolean fits(String line) {
        return lines < MOST_LINES && text.length() + line.length() < MOST_CHARACTERS;
    }

    /** Ends the last record when nothing followed for a while. */
    void finishWhenOlderThan(long age) {
        if (lines > 0 && nanos.getAsLong() - touchedNanos >= age) {
            finish();
        }
    }

    /** Ends the last record: nothing follows. */
    void finish() {
        if (lines > 0) {
            whole.add(new Assembled(timeNs, before, text.toString(), end));
            before = "";
            lines = 0;
            if (text.capacity() > USUAL_CHARACTERS) {
                text = new StringBuilder();
            }
            text.setLength(0);
        }
    }

    /** The next record that is whole; null when there is none. It stays until {@link #taken}. */
    @Nullable
    Assembled next() {
        return whole.peek();
    }

    /** The next record is in the spool. */
    void taken() {
        whole.poll();
    }
}
