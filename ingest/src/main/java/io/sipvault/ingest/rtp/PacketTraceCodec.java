package io.sipvault.ingest.rtp;

/**
 * A packet trace as bytes, made to be compressed once more: about 2 bytes a packet are left of a steady stream.
 *
 * <pre>
 * u8      version, 1
 * varint  rows
 * column  sequence number: zigzag(difference to the row before - 1), in runs
 * column  RTP timestamp: zigzag(difference to the difference before), 32 bit wrapping, in runs
 * column  marker and payload type as in the RTP header: zigzag, in runs
 * column  payload length: zigzag, in runs
 * u8      unit of arrivals: 0 ns, 1 us, 2 ms, the coarsest that divides all differences
 * column  arrival: the first in ns, then the difference to the difference before in that unit, zigzag varint each
 * column  the 4 byte payloads of rows that may be telephone-events, 4 bytes each
 * </pre>
 *
 * A run is a value and how often it comes, as varints. Every row has at least one byte of arrival, so a count that the
 * bytes cannot carry is refused before anything is allocated. The same rows always give the same bytes.
 */
public final class PacketTraceCodec {
    private static final int VERSION = 1;
    private static final long[] UNITS_NS = {1, 1_000, 1_000_000};

    private PacketTraceCodec() {}

    /** The rows of a trace in their order. */
    public static byte[] encode(PacketTrace trace) {
        TraceOutput out = new TraceOutput(32 + 3 * trace.size());
        out.u8(VERSION);
        out.varint(trace.size());
        if (!trace.isEmpty()) {
            encodeSequenceNumbers(trace, out);
            encodeTimestamps(trace, out);
            encodeMarkedTypes(trace, out);
            encodePayloadLengths(trace, out);
            encodeArrivals(trace, out);
            encodeEventPayloads(trace, out);
        }
        return out.toBytes();
    }

    private static void encodeSequenceNumbers(PacketTrace trace, TraceOutput out) {
        int expected = 0;
        for (int row = 0; row < trace.size(); row++) {
            int sequenceNumber = trace.sequenceNumber(row);
            out.run((short) (sequenceNumber - expected));
            expected = sequenceNumber + 1;
        }
        out.endRuns();
    }

    private static void encodeTimestamps(PacketTrace trace, TraceOutput out) {
        int last = 0;
        int lastStep = 0;
        for (int row = 0; row < trace.size(); row++) {
            int step = trace.timestamp(row) - last;
            out.run(step - lastStep);
            last = trace.timestamp(row);
            lastStep = row == 0 ? 0 : step;
        }
        out.endRuns();
    }

    private static void encodeMarkedTypes(PacketTrace trace, TraceOutput out) {
        for (int row = 0; row < trace.size(); row++) {
            out.run(trace.markedType(row));
        }
        out.endRuns();
    }

    private static void encodePayloadLengths(PacketTrace trace, TraceOutput out) {
        for (int row = 0; row < trace.size(); row++) {
            out.run(trace.payloadLength(row));
        }
        out.endRuns();
    }

    private static void encodeArrivals(PacketTrace trace, TraceOutput out) {
        int unit = coarsestUnit(trace);
        out.u8(unit);
        out.zigzag(trace.arrivalNs(0));
        long lastStep = 0;
        for (int row = 1; row < trace.size(); row++) {
            long step = (trace.arrivalNs(row) - trace.arrivalNs(row - 1)) / UNITS_NS[unit];
            out.zigzag(step - lastStep);
            lastStep = step;
        }
    }

    private static int coarsestUnit(PacketTrace trace) {
        int unit = UNITS_NS.length - 1;
        for (int row = 1; row < trace.size() && unit > 0; row++) {
            long step = trace.arrivalNs(row) - trace.arrivalNs(row - 1);
            while (step % UNITS_NS[unit] != 0) {
                unit--;
            }
        }
        return unit;
    }

    private static void encodeEventPayloads(PacketTrace trace, TraceOutput out) {
        for (int row = 0; row < trace.size(); row++) {
            if (trace.mayBeEvent(row)) {
                out.i32(trace.eventPayload(row));
            }
        }
    }

    /**
     * The trace that these bytes hold.
     *
     * @throws io.sipvault.ingest.error.ForensicException
     *             DAMAGED, if they are no trace, a cut one or have bytes behind it
     */
    public static PacketTrace decode(byte[] bytes, int offset, int length) {
        TraceInput in = new TraceInput(bytes, offset, length);
        int version = in.u8();
        if (version != VERSION) {
            throw in.damaged("version " + VERSION, "version " + version);
        }
        long rows = in.varint();
        if (rows < 0 || rows > in.remaining()) {
            throw in.damaged("at most " + in.remaining() + " rows", Long.toUnsignedString(rows));
        }
        PacketTrace trace = rows == 0 ? new PacketTrace(0) : decodeRows(in, (int) rows);
        if (in.remaining() != 0) {
            throw in.damaged("the end", in.remaining() + " more bytes");
        }
        return trace;
    }

    private static PacketTrace decodeRows(TraceInput in, int rows) {
        short[] sequenceNumbers = decodeSequenceNumbers(in, rows);
        int[] timestamps = decodeTimestamps(in, rows);
        byte[] markedTypes = decodeMarkedTypes(in, rows);
        short[] payloadLengths = decodePayloadLengths(in, rows);
        long[] arrivalsNs = decodeArrivals(in, rows);
        PacketTrace trace = new PacketTrace(rows);
        for (int row = 0; row < rows; row++) {
            int payloadLength = payloadLengths[row] & 0xffff;
            int event = PacketTrace.mayBeEvent(markedTypes[row] & 0x7f, payloadLength) ? in.i32() : 0;
            trace.addRow(arrivalsNs[row], sequenceNumbers[row], timestamps[row], markedTypes[row], payloadLength,
                    event);
        }
        return trace;
    }

    private static short[] decodeSequenceNumbers(TraceInput in, int rows) {
        short[] column = new short[rows];
        int expected = 0;
        for (int row = 0; row < rows; row++) {
            column[row] = (short) (expected + in.run(rows - row));
            expected = column[row] + 1;
        }
        return column;
    }

    private static int[] decodeTimestamps(TraceInput in, int rows) {
        int[] column = new int[rows];
        int last = 0;
        int step = 0;
        for (int row = 0; row < rows; row++) {
            step += (int) in.run(rows - row);
            last += step;
            column[row] = last;
            step = row == 0 ? 0 : step;
        }
        return column;
    }

    private static byte[] decodeMarkedTypes(TraceInput in, int rows) {
        byte[] column = new byte[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = (byte) in.run(rows - row);
        }
        return column;
    }

    private static short[] decodePayloadLengths(TraceInput in, int rows) {
        short[] column = new short[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = (short) in.run(rows - row);
        }
        return column;
    }

    private static long[] decodeArrivals(TraceInput in, int rows) {
        int unit = in.u8();
        if (unit >= UNITS_NS.length) {
            throw in.damaged("a unit of arrivals from 0 to 2", Integer.toString(unit));
        }
        long[] column = new long[rows];
        column[0] = in.zigzag();
        long step = 0;
        for (int row = 1; row < rows; row++) {
            step += in.zigzag();
            column[row] = column[row - 1] + step * UNITS_NS[unit];
        }
        return column;
    }
}
