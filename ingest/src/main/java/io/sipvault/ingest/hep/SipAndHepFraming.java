package io.sipvault.ingest.hep;

import io.sipvault.ingest.sip.SipFramer;
import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.transport.StreamFraming;
import io.sipvault.ingest.wire.Bytes;

/** A stream of SIP messages or of HEP version 3 packets. A SIP message inside a HEP packet is no message of the stream. */
public final class SipAndHepFraming implements StreamFraming {
    public static final StreamFraming INSTANCE = new SipAndHepFraming();

    /** Payload chunk of the vendor that all have in common. */
    private static final int PAYLOAD_CHUNK = 0x0000000f;
    private static final int LOOKED_AT = 64;
    private static final int LEAST_TEXT = 16;
    /** Type of a chunk to its length with its header; 0 for those of any length. */
    private static final int[] CHUNK_LENGTHS = {-1, 7, 7, 10, 10, 22, 22, 8, 8, 10, 10, 7, 10, 8, 0, 0, 0, 0, 8, 0};

    private SipAndHepFraming() {}

    /** Whether a message that was framed is a HEP packet. */
    public static boolean isHep(byte[] message) {
        return HepFrames.begins(message, 0, message.length);
    }

    @Override
    public Frame next(byte[] b, int offset, int limit) {
        boolean hep = offset < limit && HepFrames.mayBegin(b, offset, limit);
        return hep ? HepFrames.at(b, offset, limit) : SipFramer.next(b, offset, limit);
    }

    @Override
    public int findStart(byte[] b, int from, int limit) {
        int sip = SipFramer.findStart(b, from, limit);
        while (sip >= 0 && isCarried(b, sip)) {
            sip = SipFramer.findStart(b, sip + 1, limit);
        }
        int hep = HepFrames.findStart(b, from, sip < 0 ? limit : sip, limit);
        return hep < 0 ? sip : hep;
    }

    /** Whether the header of a payload chunk stands before it. */
    private static boolean isCarried(byte[] b, int start) {
        return start >= HepFrames.CHUNK_HEADER_BYTES
                && Bytes.i32(b, start - HepFrames.CHUNK_HEADER_BYTES) == PAYLOAD_CHUNK;
    }

    @Override
    public boolean begins(byte[] b, int offset, int length) {
        return SIP.begins(b, offset, length) || HepFrames.begins(b, offset, length);
    }

    @Override
    public boolean mayContinue(byte[] b, int offset, int length) {
        if (SIP.mayContinue(b, offset, length) || beginsInsideHeader(b, offset, length)) {
            return true;
        }
        int end = offset + length;
        for (int i = offset; i < Math.min(end, offset + LOOKED_AT); i++) {
            if (b[i] == 'H' ? HepFrames.mayBegin(b, i, end) : b[i] == 0 && isChunkHeader(b, i, end)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may be the rest of a payload's chunk header with the payload behind it. */
    private static boolean beginsInsideHeader(byte[] b, int offset, int length) {
        int rest = HepFrames.CHUNK_HEADER_BYTES - 1;
        return length >= rest + LEAST_TEXT && SIP.mayContinue(b, offset + rest, length - rest);
    }

    private static boolean isChunkHeader(byte[] b, int at, int end) {
        if (end - at < HepFrames.CHUNK_HEADER_BYTES || Bytes.u16(b, at) != 0) {
            return false;
        }
        int type = Bytes.u16(b, at + 2);
        int length = Bytes.u16(b, at + Integer.BYTES);
        if (type >= CHUNK_LENGTHS.length || CHUNK_LENGTHS[type] < 0) {
            return false;
        }
        return CHUNK_LENGTHS[type] == 0 ? isText(b, at, length, end) : CHUNK_LENGTHS[type] == length;
    }

    /** Whether the value of a chunk begins as a text does. */
    private static boolean isText(byte[] b, int at, int length, int end) {
        int value = at + HepFrames.CHUNK_HEADER_BYTES;
        return length > HepFrames.CHUNK_HEADER_BYTES && value < end && b[value] >= ' ';
    }
}
