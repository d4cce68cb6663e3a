package io.sipvault.ingest.rtp;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.Bytes;

/** Reads what {@link TraceOutput} wrote and says where it stops making sense. */
final class TraceInput {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;
    private long runValue;
    private long runLeft;

    TraceInput(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        this.at = offset;
    }

    int remaining() {
        return end - at;
    }

    int u8() {
        require(1);
        return Bytes.u8(bytes, at++);
    }

    int i32() {
        require(4);
        at += 4;
        return Bytes.i32(bytes, at - 4);
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("a number of at most 10 bytes", "a longer one");
    }

    long zigzag() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** The next value of a column in runs, of which {@code rowsLeft} values are to come, this one included. */
    long run(int rowsLeft) {
        if (runLeft == 0) {
            runValue = zigzag();
            runLeft = varint();
            if (runLeft <= 0 || runLeft > rowsLeft) {
                throw damaged("a run of 1 to " + rowsLeft + " rows", Long.toUnsignedString(runLeft));
            }
        }
        runLeft--;
        return runValue;
    }

    private void require(int count) {
        if (remaining() < count) {
            throw damaged(count + " more bytes", remaining() + " left");
        }
    }

    ForensicException damaged(String expected, String got) {
        return new ForensicException(ErrorCode.DAMAGED,
                "reading a packet trace of " + (end - start) + " bytes: expected " + expected + " at byte "
                        + (at - start) + ", got " + got
                        + " (fragment file cut short or altered?); decode the chunk again to replace it");
    }
}
