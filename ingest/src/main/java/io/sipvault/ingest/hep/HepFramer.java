package io.sipvault.ingest.hep;

import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.sip.SipFramer.Kind;
import java.util.Arrays;

/**
 * Cuts a byte stream, such as a socket gives it, into version 3 packets. After damage it goes on at the next packet. Holds
 * no more than one packet, 64 KiB. Not safe for use by several threads.
 */
public final class HepFramer {
    private static final int MOST_BYTES = 1 << 16;

    private byte[] bytes = new byte[4096];
    private int length;
    private boolean synchronised = true;
    private long skipped;

    /** Takes a packet where it lies; valid during the call. */
    @FunctionalInterface
    public interface Sink {
        void packet(byte[] buffer, int offset, int length);
    }

    /** Takes the next bytes of the stream and gives every packet that they complete. */
    public void add(byte[] from, int offset, int count, Sink sink) {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            int taken = Math.min(end - at, MOST_BYTES - length);
            append(from, at, taken);
            at += taken;
            drain(sink);
        }
    }

    private void append(byte[] from, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, Math.max(length + count, bytes.length * 2)));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void drain(Sink sink) {
        int at = 0;
        Kind kind = Kind.COMPLETE;
        while (kind != Kind.NEED_MORE) {
            at = synchronised ? at : resume(at);
            Frame frame = HepFrames.at(bytes, at, length);
            kind = synchronised ? frame.kind() : Kind.NEED_MORE;
            if (kind == Kind.COMPLETE) {
                sink.packet(bytes, at, frame.end() - at);
                at = frame.end();
            } else if (kind == Kind.NOT_SIP) {
                synchronised = false;
                skipped++;
                at++;
            }
        }
        keep(at);
    }

    /** Offset of the next packet, or of the last bytes that may belong to one. */
    private int resume(int at) {
        int start = HepFrames.findStart(bytes, at, length, length);
        synchronised = start >= 0;
        int next = synchronised ? start : Math.max(at, length - HepFrames.CONVINCING_BYTES + 1);
        skipped += next - at;
        return next;
    }

    private void keep(int from) {
        System.arraycopy(bytes, from, bytes, 0, length - from);
        length -= from;
    }

    /** Bytes that were no part of a packet. */
    public long skippedBytes() {
        return skipped;
    }
}
