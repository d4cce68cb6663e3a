package io.sipvault.ingest.icmp;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The UDP datagram that an error quotes: its headers, and what the quotation holds of its payload. RFC 792 asks for 8 bytes
 * behind the IP header, which are the UDP header alone; most senders quote more.
 *
 * @param identification
 *            of IPv4, 0 when unknown
 * @param length
 *            bytes of payload that the whole datagram had
 * @param payload
 *            its beginning
 */
public record QuotedDatagram(Endpoint source, Endpoint destination, int identification, int length, byte[] payload) {
    private static final int UDP = 17;
    private static final int UDP_HEADER_LENGTH = 8;
    private static final int V4_HEADER_LENGTH = 20;
    private static final int V6_HEADER_LENGTH = 40;
    private static final int MOST_EXTENSIONS = 8;
    private static final int FRAGMENT_HEADER = 44;

    static @Nullable QuotedDatagram read(byte[] b, int offset, int length) {
        if (length < V4_HEADER_LENGTH) {
            return null;
        }
        return switch (Bytes.u8(b, offset) >> 4) {
            case 4 -> readV4(b, offset, length);
            case 6 -> length < V6_HEADER_LENGTH ? null : readV6(b, offset, length);
            default -> null;
        };
    }

    /** Of a fragment only the first has ports. */
    private static @Nullable QuotedDatagram readV4(byte[] b, int offset, int length) {
        int header = (b[offset] & 0xf) << 2;
        boolean first = (Bytes.u16(b, offset + 6) & 0x1fff) == 0;
        if (header < V4_HEADER_LENGTH || Bytes.u8(b, offset + 9) != UDP || !first) {
            return null;
        }
        return readUdp(b, offset + header, length - header, Endpoint.ofV4(Bytes.i32(b, offset + 12), 0),
                Endpoint.ofV4(Bytes.i32(b, offset + 16), 0), Bytes.u16(b, offset + 4));
    }

    private static @Nullable QuotedDatagram readV6(byte[] b, int offset, int length) {
        int next = Bytes.u8(b, offset + 6);
        int at = offset + V6_HEADER_LENGTH;
        int end = offset + length;
        for (int i = 0; i < MOST_EXTENSIONS && next != UDP; i++) {
            if (!isExtension(next) || end - at < UDP_HEADER_LENGTH
                    || (next == FRAGMENT_HEADER && Bytes.u16(b, at + 2) >> 3 != 0)) {
                return null;
            }
            int extension = next == FRAGMENT_HEADER ? UDP_HEADER_LENGTH : 8 + 8 * Bytes.u8(b, at + 1);
            next = Bytes.u8(b, at);
            at += extension;
        }
        if (next != UDP) {
            return null;
        }
        return readUdp(b, at, end - at, v6(b, offset + 8), v6(b, offset + 24), 0);
    }

    private static boolean isExtension(int next) {
        return next == 0 || next == 43 || next == FRAGMENT_HEADER || next == 60;
    }

    private static Endpoint v6(byte[] b, int offset) {
        return new Endpoint(Bytes.i64(b, offset), Bytes.i64(b, offset + Long.BYTES), 0);
    }

    private static @Nullable QuotedDatagram readUdp(byte[] b, int offset, int length, Endpoint source,
            Endpoint destination, int identification) {
        if (length < UDP_HEADER_LENGTH) {
            return null;
        }
        int wire = Math.max(0, Bytes.u16(b, offset + 4) - UDP_HEADER_LENGTH);
        int from = offset + UDP_HEADER_LENGTH;
        // behind the datagram there may be padding and extensions of RFC 4884
        int quoted = Math.min(wire, length - UDP_HEADER_LENGTH);
        return new QuotedDatagram(source.withPort(Bytes.u16(b, offset)), destination.withPort(Bytes.u16(b, offset + 2)),
                identification, wire, Arrays.copyOfRange(b, from, from + quoted));
    }
}
