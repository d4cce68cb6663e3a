package io.sipvault.agent.log;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of lines: in a log whose lines begin with a time, one without belongs to the one before. A record ends with
 * the next one, when it gets too long, or when nothing follows for a while.
 */
final class RecordAssembler {
    private static final int MOST_CHARACTERS = 32 << 10;
    private static final int MOST_LINES = 1_000;

    private final StringBuilder text = new StringBuilder();
    private final Deque<Assembled> whole = new ArrayDeque<>();
    private int lines;
    private boolean timed;
    private long timeNs;
    private long end;
    private long touchedNanos;

    /**
     * A record.
     *
     * @param next
     *            where the next one begins in its file
     */
    record Assembled(long timeNs, String text, long next) {}

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
        text.append(line);
        lines++;
        end = next;
        touchedNanos = System.nanoTime();
        if (!timed) {
            finish();
        }
    }

    private boolean fits(String line) {
        return lines < MOST_LINES && text.length() + line.length() < MOST_CHARACTERS;
    }

    /** Ends the last record when nothing followed for a while. */
    void finishWhenOlderThan(long nanos) {
        if (lines > 0 && System.nanoTime() - touchedNanos >= nanos) {
            finish();
        }
    }

    /** Ends the last record: nothing follows. */
    void finish() {
        if (lines > 0) {
            whole.add(new Assembled(timeNs, text.toString(), end));
            text.setLength(0);
            lines = 0;
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
