package io.sipvault.ingest.transport;

import java.util.Arrays;

/**
 * Bytes of one TCP direction without a hole between them. Positions are sequence numbers widened to 64 bits. A mark names
 * the packet that brought the bytes up to an offset first.
 */
final class StreamRun {
    private static final int MIN_CAPACITY = 2_048;

    /** Position of the first byte. */
    private long position;
    private byte[] bytes = new byte[0];
    private int length;
    private int[] markEnds = new int[2];
    private long[] markTimes = new long[2];
    private long[] markRefs = new long[2];
    private int marks;

    /** Whether a message begins at the first byte for sure. */
    boolean certain;
    /** Capture time of the first segment. */
    long firstTimeNs;
    /** Offset where framing goes on in a run that is not certain; -1 while no start was found. */
    int cursor = -1;
    /** Offset where the search for a start goes on. */
    int searchFrom;
    /** Messages framed one behind the other up to the cursor. */
    int framed;
    /** Framing is not worth another try before that many bytes are there. */
    int retryLength;

    StreamRun(long position, boolean certain, long firstTimeNs) {
        this.position = position;
        this.certain = certain;
        this.firstTimeNs = firstTimeNs;
    }

    long position() {
        return position;
    }

    long end() {
        return position + length;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    int memoryBytes() {
        return 128 + bytes.length + markEnds.length * (Integer.BYTES + 2 * Long.BYTES);
    }

    void append(byte[] from, int offset, int count, long timeNs, long ref) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(MIN_CAPACITY, Math.max(length + count, bytes.length * 3 / 2)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        mark(timeNs, ref);
    }

    private void mark(long timeNs, long ref) {
        if (marks == markEnds.length) {
            markEnds = Arrays.copyOf(markEnds, marks * 2);
            markTimes = Arrays.copyOf(markTimes, marks * 2);
            markRefs = Arrays.copyOf(markRefs, marks * 2);
        }
        markEnds[marks] = length;
        markTimes[marks] = timeNs;
        markRefs[marks] = ref;
        marks++;
    }

    /** Appends the run that begins where this one ends. */
    void append(StreamRun next) {
        int start = 0;
        for (int i = 0; i < next.marks; i++) {
            append(next.bytes, start, next.markEnds[i] - start, next.markTimes[i], next.markRefs[i]);
            start = next.markEnds[i];
        }
        retryLength = 0;
    }

    /** Forgets the first {@code count} bytes. */
    void removeFirst(int count) {
        if (count == 0) {
            return;
        }
        int first = markAt(count);
        length -= count;
        System.arraycopy(bytes, count, bytes, 0, length);
        for (int i = first; i < marks; i++) {
            markEnds[i - first] = markEnds[i] - count;
            markTimes[i - first] = markTimes[i];
            markRefs[i - first] = markRefs[i];
        }
        marks -= first;
        position += count;
        if (length == 0 && bytes.length > 2 * MIN_CAPACITY) {
            bytes = new byte[0];
        }
    }

    /** Cuts the run in two: this one keeps what lies before the offset. */
    StreamRun splitAt(int offset) {
        int first = markAt(offset);
        StreamRun tail = new StreamRun(position + offset, false, markTimes[first]);
        int start = offset;
        for (int i = first; i < marks; i++) {
            tail.append(bytes, start, markEnds[i] - start, markTimes[i], markRefs[i]);
            start = markEnds[i];
        }
        marks = first == 0 || markEnds[first - 1] < offset ? first + 1 : first;
        markEnds[marks - 1] = offset;
        length = offset;
        bytes = Arrays.copyOf(bytes, length);
        return tail;
    }

    /** The mark of the byte at an offset; the number of marks for the end. */
    int markAt(int offset) {
        int low = 0;
        int high = marks;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (markEnds[middle] > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    int marks() {
        return marks;
    }

    int markStart(int mark) {
        return mark == 0 ? 0 : markEnds[mark - 1];
    }

    int markEnd(int mark) {
        return markEnds[mark];
    }

    long markTime(int mark) {
        return markTimes[mark];
    }

    long markRef(int mark) {
        return markRefs[mark];
    }

    /** Capture time of the packet that brought the byte at an offset. */
    long timeAt(int offset) {
        return markTimes[markAt(offset)];
    }

    /** Whether the bytes from a position on differ from ours where both have some. */
    boolean contradicts(long at, byte[] other, int offset, int count) {
        int from = (int) (at - position);
        int common = Math.min(count, length - from);
        return Arrays.mismatch(bytes, from, from + common, other, offset, offset + common) >= 0;
    }
}
