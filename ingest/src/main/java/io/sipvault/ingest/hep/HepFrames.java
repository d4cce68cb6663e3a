package io.sipvault.ingest.hep;

import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.sip.SipFramer.Kind;
import io.sipvault.ingest.wire.Bytes;

/**
 * Finds version 3 packets in a byte stream by their total length, and the first one after damage. All decisions are for
 * good: more bytes never change one.
 *
 * <pre>
 * "HEP3", total length u16, then chunks: vendor u16, type u16, length u16 (these 6 bytes too), value
 * </pre>
 */
final class HepFrames {
    static final int MAGIC = 0x48455033;
    /** Magic and total length. */
    static final int HEADER_BYTES = 6;
    static final int CHUNK_HEADER_BYTES = 6;
    /** Whether bytes are HEP can be told from so many: no vendor has a number over 255, and no SIP has a zero there. */
    static final int TELLING_BYTES = 7;
    /** What is needed to believe that a packet begins in the middle of a stream. */
    static final int CONVINCING_BYTES = HEADER_BYTES + CHUNK_HEADER_BYTES;

    /** More than any sender has. */
    private static final int MOST_CHUNKS = 256;

    private HepFrames() {}

    /** Whether a version 3 packet begins there. */
    static boolean begins(byte[] b, int offset, int length) {
        return length >= TELLING_BYTES && Bytes.i32(b, offset) == MAGIC && b[offset + HEADER_BYTES] == 0;
    }

    /** Whether these bytes, too few to tell, may be the beginning of one. */
    static boolean mayBegin(byte[] b, int offset, int limit) {
        int length = limit - offset;
        if (length >= TELLING_BYTES) {
            return begins(b, offset, length);
        }
        for (int i = 0; i < Math.min(length, Integer.BYTES); i++) {
            if (b[offset + i] != (byte) (MAGIC >>> 24 - 8 * i)) {
                return false;
            }
        }
        return true;
    }

    /** What stands at an offset. */
    static Frame at(byte[] b, int offset, int limit) {
        if (!mayBegin(b, offset, limit)) {
            return new Frame(Kind.NOT_SIP, offset, offset, false);
        }
        if (limit - offset < TELLING_BYTES) {
            return new Frame(Kind.NEED_MORE, offset, -1, false);
        }
        int end = offset + Bytes.u16(b, offset + Integer.BYTES);
        if (!chunksFit(b, offset + HEADER_BYTES, end, limit)) {
            return new Frame(Kind.NOT_SIP, offset, offset, false);
        }
        return new Frame(end > limit ? Kind.NEED_MORE : Kind.COMPLETE, offset, end, false);
    }

    /** Whether chunks fill the packet without rest, as far as it is there. */
    private static boolean chunksFit(byte[] b, int first, int end, int limit) {
        int at = first;
        for (int chunks = 0; at + CHUNK_HEADER_BYTES <= Math.min(end, limit); chunks++) {
            int length = Bytes.u16(b, at + Integer.BYTES);
            if (length < CHUNK_HEADER_BYTES || length > end - at || Bytes.i32(b, at) == MAGIC
                    || chunks == MOST_CHUNKS) {
                return false;
            }
            at += length;
        }
        return at == end || end - at >= CHUNK_HEADER_BYTES;
    }

    /** Offset of the first packet from an offset on and before another; -1 when there is none. */
    static int findStart(byte[] b, int from, int before, int limit) {
        int last = Math.min(before - 1, limit - CONVINCING_BYTES);
        for (int i = from; i <= last; i++) {
            if (b[i] == 'H' && begins(b, i, limit - i) && at(b, i, limit).kind() != Kind.NOT_SIP) {
                return i;
            }
        }
        return -1;
    }
}
