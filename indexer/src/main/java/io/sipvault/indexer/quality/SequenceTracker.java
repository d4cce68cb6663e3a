package io.sipvault.indexer.quality;

import java.util.Arrays;

/**
 * Places packets in arrival order on one line of positions, after
 * <a href="https://www.rfc-editor.org/rfc/rfc3550#appendix-A.1">RFC 3550 A.1</a>: sequence numbers wrap, jumps start a new
 * run once the next number confirms them, and a run's first position follows the last of the run before, so that a
 * restart loses nothing. What RFC 3550 leaves to a live receiver is told by time here: a number that went back after a
 * pause, or went ahead where neither clock nor timestamp left room for what would be missing, is a jump too.
 */
final class SequenceTracker {
    /** What a packet is to those before it. */
    enum Place {
        /** The first, or behind all others, perhaps with a gap. */
        IN_ORDER,
        /** The second of a run that a jump began; the jump's own packet joined the run just now. */
        RESTART,
        /** Before the last one, by less than {@link #MAX_MISORDER}; it fills a hole. */
        LATE,
        /** Its position is taken. */
        DUPLICATE,
        /** A jump that nothing confirms yet, or behind what this run holds. It is expected and received by itself. */
        STRAY
    }

    static final int MAX_DROPOUT = 3000;
    static final int MAX_MISORDER = 100;

    private static final long LONGEST_REORDER_NS = 2_000_000_000L;
    private static final int NONE = -1;

    /** Rows in the order of their positions, without duplicates and strays. */
    private int[] rows;
    private long[] positions;
    private int size;
    private int strays;
    private int restarts;

    private int lastSequenceNumber;
    private int lastTimestamp;
    private long lastArrivalNs;
    private long runStart;
    private int pendingSequenceNumber = NONE;
    private int pendingRow;

    SequenceTracker(int capacity) {
        rows = new int[Math.max(1, capacity)];
        positions = new long[Math.max(1, capacity)];
    }

    /**
     * Places a packet.
     *
     * @param stepTicks
     *            usual timestamp step of its payload type, 0 if it has none
     */
    Place place(int row, int sequenceNumber, int timestamp, long arrivalNs, int stepTicks, int clockRateHz) {
        if (size == 0) {
            append(row, 0, sequenceNumber, timestamp, arrivalNs);
            return Place.IN_ORDER;
        }
        int ahead = sequenceNumber - lastSequenceNumber & 0xffff;
        boolean forward = ahead > 0 && ahead < MAX_DROPOUT;
        boolean back = ahead == 0 || ahead > 0x10000 - MAX_MISORDER;
        if (forward && (ahead <= MAX_MISORDER
                || leavesRoom(ahead, timestamp, arrivalNs, stepTicks, clockRateHz))) {
            append(row, positions[size - 1] + ahead, sequenceNumber, timestamp, arrivalNs);
            return Place.IN_ORDER;
        } else if (back && arrivalNs - lastArrivalNs <= LONGEST_REORDER_NS) {
            return insert(row, positions[size - 1] - (0x10000 - ahead & 0xffff));
        }
        return jump(row, sequenceNumber, timestamp, arrivalNs);
    }

    /** Whether so many packets could have been sent since the last: by the capture's clock, or by the timestamp. */
    private boolean leavesRoom(int ahead, int timestamp, long arrivalNs, int stepTicks, int clockRateHz) {
        double missingTicks = (double) ahead * stepTicks;
        double elapsedTicks = (arrivalNs - lastArrivalNs) * 1e-9 * clockRateHz;
        double timestampTicks = timestamp - lastTimestamp;
        return elapsedTicks >= missingTicks / 2
                || (timestampTicks >= missingTicks / 2 && timestampTicks <= missingTicks * 2);
    }

    private void append(int row, long position, int sequenceNumber, int timestamp, long arrivalNs) {
        push(row, position);
        lastSequenceNumber = sequenceNumber;
        lastTimestamp = timestamp;
        lastArrivalNs = arrivalNs;
        pendingSequenceNumber = NONE;
    }

    private void push(int row, long position) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        rows[size] = row;
        positions[size++] = position;
    }

    /** Puts a packet where it belongs; fewer than MAX_MISORDER others have to move. */
    private Place insert(int row, long position) {
        if (position < runStart && restarts > 0) {
            strays++;
            return Place.STRAY;
        }
        int at = size;
        while (at > 0 && positions[at - 1] > position) {
            at--;
        }
        if (at > 0 && positions[at - 1] == position) {
            return Place.DUPLICATE;
        }
        push(row, position);
        System.arraycopy(rows, at, rows, at + 1, size - 1 - at);
        System.arraycopy(positions, at, positions, at + 1, size - 1 - at);
        rows[at] = row;
        positions[at] = position;
        return Place.LATE;
    }

    private Place jump(int row, int sequenceNumber, int timestamp, long arrivalNs) {
        if (sequenceNumber == pendingSequenceNumber) {
            return Place.DUPLICATE;
        }
        if (pendingSequenceNumber != NONE && sequenceNumber == (pendingSequenceNumber + 1 & 0xffff)) {
            strays--;
            restarts++;
            runStart = positions[size - 1] + 1;
            push(pendingRow, runStart);
            append(row, runStart + 1, sequenceNumber, timestamp, arrivalNs);
            return Place.RESTART;
        }
        strays++;
        pendingSequenceNumber = sequenceNumber;
        pendingRow = row;
        return Place.STRAY;
    }

    /** What was counted so far. */
    record Counts(long expected, int strays, int restarts) {
        static final Counts NONE = new Counts(0, 0, 0);
    }

    Counts counts() {
        return new Counts(expected(), strays, restarts);
    }

    /** The highest position; 0 before the first. */
    long lastPosition() {
        return size == 0 ? 0 : positions[size - 1];
    }

    /** Packets placed, in the order of their positions. */
    int size() {
        return size;
    }

    int row(int index) {
        return rows[index];
    }

    long position(int index) {
        return positions[index];
    }

    int unique() {
        return size + strays;
    }

    /** RFC 3550 A.3 over all runs. */
    long expected() {
        return size == 0 ? 0 : positions[size - 1] - positions[0] + 1 + strays;
    }

    int restarts() {
        return restarts;
    }
}
