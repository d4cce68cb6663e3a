package io.sipvault.ingest.rtp;

import java.util.Arrays;
import java.util.List;

/**
 * What was seen of one RTP stream, one row a packet, in columns: 17 bytes a packet, 21 once a payload of 4 bytes of a
 * dynamic type (perhaps a telephone-event) was among them. Rows are in the order they were added; {@link #merge} gives
 * the one order that all figures are computed in. For one thread.
 */
public final class PacketTrace {
    static final int FIRST_CAPACITY = 16;
    static final int LARGEST_PAYLOAD = 0xffff;

    private static final int FIRST_DYNAMIC_PAYLOAD_TYPE = 96;
    private static final int EVENT_PAYLOAD_LENGTH = 4;
    private static final int MARKER_BIT = 0x80;
    private static final int[] NO_EVENTS = {};
    private static final int BYTES_PER_ROW = 17;

    private int size;
    private long[] arrivalsNs;
    private short[] sequenceNumbers;
    private int[] timestamps;
    /** Marker and payload type, as the second byte of the RTP header has them. */
    private byte[] markedTypes;
    private short[] payloadLengths;
    /** Empty until the first row that may be an event. */
    private int[] eventPayloads = NO_EVENTS;
    private boolean merged;

    public PacketTrace() {
        this(FIRST_CAPACITY);
    }

    PacketTrace(int capacity) {
        arrivalsNs = new long[capacity];
        sequenceNumbers = new short[capacity];
        timestamps = new int[capacity];
        markedTypes = new byte[capacity];
        payloadLengths = new short[capacity];
    }

    /**
     * Adds a packet.
     *
     * @param arrivalNs
     *            capture time, in ns since 1970
     * @param sequenceNumber
     *            its low 16 bits count
     * @param timestamp
     *            RTP timestamp
     * @param payloadType
     *            0 to 127
     * @param payloadLength
     *            bytes without header and padding; more than 65535 are kept as 65535
     * @param eventPayloadOr0
     *            the payload where {@link #mayBeEvent}, ignored elsewhere
     */
    public void add(long arrivalNs, int sequenceNumber, int timestamp, int payloadType, boolean marker,
            int payloadLength, int eventPayloadOr0) {
        addRow(arrivalNs, sequenceNumber, timestamp, (byte) ((payloadType & 0x7f) | (marker ? MARKER_BIT : 0)),
                Math.min(payloadLength, LARGEST_PAYLOAD), eventPayloadOr0);
    }

    void addRow(long arrivalNs, int sequenceNumber, int timestamp, byte markedType, int payloadLength,
            int eventPayloadOr0) {
        int row = size;
        if (row == arrivalsNs.length) {
            grow();
        }
        arrivalsNs[row] = arrivalNs;
        sequenceNumbers[row] = (short) sequenceNumber;
        timestamps[row] = timestamp;
        markedTypes[row] = markedType;
        payloadLengths[row] = (short) payloadLength;
        if (eventPayloadOr0 != 0 && mayBeEvent(markedType & 0x7f, payloadLength)) {
            putEventPayload(row, eventPayloadOr0);
        }
        size = row + 1;
        merged = false;
    }

    private void grow() {
        int capacity = Math.max(FIRST_CAPACITY, 2 * size);
        arrivalsNs = Arrays.copyOf(arrivalsNs, capacity);
        sequenceNumbers = Arrays.copyOf(sequenceNumbers, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        markedTypes = Arrays.copyOf(markedTypes, capacity);
        payloadLengths = Arrays.copyOf(payloadLengths, capacity);
        if (eventPayloads.length > 0) {
            eventPayloads = Arrays.copyOf(eventPayloads, capacity);
        }
    }

    private void putEventPayload(int row, int eventPayload) {
        if (eventPayloads.length == 0) {
            eventPayloads = new int[arrivalsNs.length];
        }
        eventPayloads[row] = eventPayload;
    }

    /** Whether a payload is kept because it may be a telephone-event (RFC 4733 2.3): 4 bytes of a dynamic type. */
    public static boolean mayBeEvent(int payloadType, int payloadLength) {
        return payloadLength == EVENT_PAYLOAD_LENGTH && payloadType >= FIRST_DYNAMIC_PAYLOAD_TYPE;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Bytes of heap that the columns take, without object headers. */
    public long memoryBytes() {
        return (long) BYTES_PER_ROW * arrivalsNs.length + 4L * eventPayloads.length;
    }

    /** Forgets all rows and gives back what they grew to. */
    public void clear() {
        PacketTrace fresh = new PacketTrace();
        arrivalsNs = fresh.arrivalsNs;
        sequenceNumbers = fresh.sequenceNumbers;
        timestamps = fresh.timestamps;
        markedTypes = fresh.markedTypes;
        payloadLengths = fresh.payloadLengths;
        eventPayloads = NO_EVENTS;
        size = 0;
        merged = false;
    }

    /** Capture time in ns since 1970. */
    public long arrivalNs(int row) {
        return arrivalsNs[row];
    }

    /** Unsigned 16 bit. */
    public int sequenceNumber(int row) {
        return sequenceNumbers[row] & 0xffff;
    }

    public int timestamp(int row) {
        return timestamps[row];
    }

    public int payloadType(int row) {
        return markedTypes[row] & 0x7f;
    }

    public boolean marker(int row) {
        return markedTypes[row] < 0;
    }

    byte markedType(int row) {
        return markedTypes[row];
    }

    /** Bytes, at most 65535. */
    public int payloadLength(int row) {
        return payloadLengths[row] & 0xffff;
    }

    /** Whether {@link #eventPayload} of this row is a payload and no filler. */
    public boolean mayBeEvent(int row) {
        return mayBeEvent(payloadType(row), payloadLength(row));
    }

    /** The 4 bytes of payload of a row that may be an event, else 0. */
    public int eventPayload(int row) {
        return eventPayloads.length == 0 ? 0 : eventPayloads[row];
    }

    /** Whether any row arrived within a time, the end not included. */
    public boolean anyBetween(long fromNs, long toNs) {
        for (int row = 0; row < size; row++) {
            if (arrivalsNs[row] >= fromNs && arrivalsNs[row] < toNs) {
                return true;
            }
        }
        return false;
    }

    /** The rows that arrived within a time, the end not included; itself when that is all. */
    public PacketTrace between(long fromNs, long toNs) {
        PacketTrace some = new PacketTrace();
        for (int row = 0; row < size; row++) {
            if (arrivalsNs[row] < fromNs || arrivalsNs[row] >= toNs) {
                return betweenBut(row, fromNs, toNs, some);
            }
        }
        return this;
    }

    private PacketTrace betweenBut(int firstOutside, long fromNs, long toNs, PacketTrace into) {
        for (int row = 0; row < size; row++) {
            if (row < firstOutside || (arrivalsNs[row] >= fromNs && arrivalsNs[row] < toNs)) {
                into.addRow(this, row);
            }
        }
        into.merged = merged;
        return into;
    }

    /** Some rows, as far as they are there. */
    public PacketTrace rows(int from, int to) {
        PacketTrace some = new PacketTrace();
        for (int row = Math.max(0, from); row < Math.min(to, size); row++) {
            some.addRow(this, row);
        }
        some.merged = merged;
        return some;
    }

    /** Appends all rows of another trace. */
    void addAll(PacketTrace other) {
        for (int row = 0; row < other.size; row++) {
            addRow(other, row);
        }
    }

    void addRow(PacketTrace other, int row) {
        addRow(other.arrivalsNs[row], other.sequenceNumbers[row], other.timestamps[row], other.markedTypes[row],
                other.payloadLength(row), other.eventPayload(row));
    }

    /**
     * Joins the traces of several pieces of a capture. Rows come in arrival order, those of one arrival in sequence order
     * (circular, from behind the widest gap), then by timestamp; what was observed identically (arrival, sequence number,
     * timestamp, payload type and length) counts once. The result is a function of the set of rows: neither order nor
     * cuts nor repeats of the pieces show.
     */
    public static PacketTrace merge(List<PacketTrace> traces) {
        if (traces.size() == 1 && traces.getFirst().merged) {
            return traces.getFirst();
        }
        PacketTrace result = new TraceMerger(traces).merge();
        result.merged = true;
        return result;
    }

    /** This trace in the order and without the repeats of {@link #merge}; itself where it is so already. */
    public PacketTrace merged() {
        if (!merged && TraceMerger.ascendsStrictly(this)) {
            merged = true;
        }
        return merged ? this : merge(List.of(this));
    }
}
