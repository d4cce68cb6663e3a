package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;

/**
 * The IP and UDP headers of a datagram, as they would have been captured: what a socket received becomes a packet again. IPv4
 * by RFC 791, IPv6 by RFC 8200, UDP by RFC 768; not to be fragmented, with the identification 0 that RFC 6864 allows then.
 */
final class CarrierPacket {
    /** LINKTYPE_RAW: begins with the IP header. */
    static final int LINK_TYPE = 101;
    /** The most that a datagram of IPv4 carries; IPv6 could carry 20 more. */
    static final int MOST_PAYLOAD = 65_507;

    private static final int V4_BYTES = 20;
    private static final int V6_BYTES = 40;
    private static final int UDP_BYTES = 8;
    private static final int UDP = 17;
    private static final int HOPS = 64;
    private static final int DO_NOT_FRAGMENT = 0x4000;

    private CarrierPacket() {}

    /** What stands before the payload. */
    static int headerBytes(Endpoint source) {
        return UDP_BYTES + (source.isV4() ? V4_BYTES : V6_BYTES);
    }

    /**
     * Writes the headers to the beginning, before a payload that is there already.
     *
     * @param destination
     *            of the same family
     * @return bytes of the packet
     */
    static int complete(byte[] b, Endpoint source, Endpoint destination, int payloadLength) {
        int udp = UDP_BYTES + payloadLength;
        long pseudo = source.isV4()
                ? ipv4(b, source, destination, udp)
                : ipv6(b, source, destination, udp);
        int at = headerBytes(source) - UDP_BYTES;
        Bytes.putI16(b, at, source.port());
        Bytes.putI16(b, at + 2, destination.port());
        Bytes.putI16(b, at + 4, udp);
        Bytes.putI16(b, at + 6, 0);
        int checksum = folded(sum(b, at, udp, pseudo + UDP + udp));
        Bytes.putI16(b, at + 6, checksum == 0 ? 0xffff : checksum);
        return at + udp;
    }

    /** @return the sum of the addresses */
    private static long ipv4(byte[] b, Endpoint source, Endpoint destination, int udp) {
        Bytes.putI32(b, 0, 0x45 << 24 | V4_BYTES + udp);
        Bytes.putI32(b, 4, DO_NOT_FRAGMENT);
        Bytes.putI32(b, 8, HOPS << 24 | UDP << 16);
        Bytes.putI32(b, 12, (int) source.addressLow());
        Bytes.putI32(b, 16, (int) destination.addressLow());
        Bytes.putI16(b, 10, folded(sum(b, 0, V4_BYTES, 0)));
        return sum(b, 12, 8, 0);
    }

    private static long ipv6(byte[] b, Endpoint source, Endpoint destination, int udp) {
        Bytes.putI32(b, 0, 6 << 28);
        Bytes.putI32(b, 4, udp << 16 | UDP << 8 | HOPS);
        Bytes.putI64(b, 8, source.addressHigh());
        Bytes.putI64(b, 16, source.addressLow());
        Bytes.putI64(b, 24, destination.addressHigh());
        Bytes.putI64(b, 32, destination.addressLow());
        return sum(b, 8, 32, 0);
    }

    /** Sum of 16-bit words, an odd byte at the end as if a zero followed, RFC 1071. */
    private static long sum(byte[] b, int from, int length, long more) {
        long sum = more;
        int at = from;
        int end = from + length;
        for (; end - at >= Integer.BYTES; at += Integer.BYTES) {
            sum += Bytes.u32(b, at);
        }
        if (end - at >= Short.BYTES) {
            sum += Bytes.u16(b, at);
            at += Short.BYTES;
        }
        return at < end ? sum + (Bytes.u8(b, at) << 8) : sum;
    }

    private static int folded(long sum) {
        long rest = sum;
        while (rest >>> 16 != 0) {
            rest = (rest & 0xffff) + (rest >>> 16);
        }
        return (int) ~rest & 0xffff;
    }
}
