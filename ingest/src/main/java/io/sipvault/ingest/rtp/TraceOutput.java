package io.sipvault.ingest.rtp;

import java.util.Arrays;

/** A growing byte array with varints (7 bits a byte, low bits first) and runs of equal values. */
final class TraceOutput {
    private byte[] bytes;
    private int length;
    private long runValue;
    private int runLength;

    TraceOutput(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    void u8(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void i32(int value) {
        u8(value >> 24);
        u8(value >> 16);
        u8(value >> 8);
        u8(value);
    }

    void varint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    /** A value of a column in runs; {@link #endRuns} after its last. */
    void run(long value) {
        if (runLength > 0 && value == runValue) {
            runLength++;
            return;
        }
        endRuns();
        runValue = value;
        runLength = 1;
    }

    void endRuns() {
        if (runLength > 0) {
            zigzag(runValue);
            varint(runLength);
            runLength = 0;
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
