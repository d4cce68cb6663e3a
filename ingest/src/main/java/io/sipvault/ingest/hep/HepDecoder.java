package io.sipvault.ingest.hep;

import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;

/** Reads HEP packets. Never throws on bytes, and keeps no reference to the buffer but in what it gives back. */
public final class HepDecoder {
    /** A sender's time that is further before that of the packet which carried it cannot be right. */
    static final long MOST_BEFORE_NS = 7 * 24 * 3600L * 1_000_000_000L;
    /** Nor one that is further after it. */
    static final long MOST_AFTER_NS = 300L * 1_000_000_000L;

    private HepDecoder() {}

    /**
     * Whether the bytes look like a HEP packet: version 3 by its magic, 1 and 2 by a SIP start line behind a header of theirs.
     * Asks for little, so that it may be asked of every UDP payload.
     */
    public static boolean isHep(byte[] b, int offset, int length) {
        return length >= HepFrames.TELLING_BYTES && switch (b[offset]) {
            case 'H' -> HepFrames.begins(b, offset, length);
            case 1, 2 -> HepVersion2.payloadOffset(b, offset, length) >= 0;
            default -> false;
        };
    }

    /**
     * Reads one packet.
     *
     * @param carrierNs
     *            time of what carried it: of the captured packet, or of its arrival at a socket
     * @param cut
     *            whether the end of the bytes is missing, as when a snap length cut them; then what is there of the payload
     *            is read
     */
    public static HepResult decode(byte[] b, int offset, int length, long carrierNs, boolean cut) {
        if (!isHep(b, offset, length)) {
            return HepProblem.NOT_HEP;
        }
        return b[offset] == 'H'
                ? new HepChunks(b, carrierNs).read(offset, length, cut)
                : HepVersion2.read(b, offset, length, carrierNs);
    }

    /** The sender's time where it can be believed. */
    record Time(long ns, TimeFrom from) {
        static Time of(long seconds, long microseconds, long carrierNs) {
            long ns = seconds * 1_000_000_000L + microseconds * 1000;
            boolean right = microseconds < 1_000_000 && ns >= carrierNs - MOST_BEFORE_NS
                    && ns <= carrierNs + MOST_AFTER_NS;
            return right ? new Time(ns, TimeFrom.SENDER) : new Time(carrierNs, TimeFrom.CARRIER_INSTEAD);
        }
    }

    /** An address of 4 or 16 bytes; any other length is none. */
    static Endpoint endpoint(byte[] b, int offset, int length, int port) {
        return switch (length) {
            case 4 -> Endpoint.ofV4(Bytes.i32(b, offset), port);
            case 16 -> new Endpoint(Bytes.i64(b, offset), Bytes.i64(b, offset + Long.BYTES), port);
            default -> Endpoint.ofV4(0, port);
        };
    }
}
