package io.sipvault.ingest.transport;

import io.sipvault.ingest.wire.Bytes;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An IP address and a port. An IPv4 address is kept in its mapped form (RFC 4291 2.5.5.2), so that both versions are two
 * longs.
 *
 * @param addressHigh
 *            the first 64 bits of the IPv6 address
 * @param addressLow
 *            the last 64 bits
 * @param port
 *            0 to 65535
 */
public record Endpoint(long addressHigh, long addressLow, int port) implements Comparable<Endpoint> {
    private static final long MAPPED = 0xffffL << 32;

    public static Endpoint ofV4(int address, int port) {
        return new Endpoint(0, mappedV4(address), port);
    }

    /** The lower 64 bits of the mapped form of an IPv4 address. */
    public static long mappedV4(int address) {
        return MAPPED | (address & 0xffff_ffffL);
    }

    /** Reads a literal address; never asks a name server. Null when the text is no address. */
    public static @Nullable Endpoint parse(String address, int port) {
        String literal = address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
        if (literal.isEmpty() || literal.length() > 45 || !looksLikeAddress(literal)) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
            return bytes.length == 4
                    ? ofV4(Bytes.i32(bytes, 0), port)
                    : new Endpoint(Bytes.i64(bytes, 0), Bytes.i64(bytes, Long.BYTES), port);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean looksLikeAddress(String text) {
        boolean separator = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == ':') {
                separator = true;
            } else if (Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return separator;
    }

    public boolean isV4() {
        return addressHigh == 0 && (addressLow >>> 32) == 0xffff;
    }

    /** Loopback, RFC 1918, RFC 6598, link-local and unique-local addresses: not reachable from elsewhere. */
    public boolean isPrivate() {
        if (!isV4()) {
            return (addressHigh >>> 57) == 0xfc >>> 1 || (addressHigh >>> 54) == 0xfe80 >>> 6
                    || (addressHigh == 0 && addressLow == 1);
        }
        int a = (int) addressLow;
        return (a >>> 24) == 10 || (a >>> 20) == 0xac1 || (a >>> 16) == 0xc0a8 || (a >>> 24) == 127
                || (a >>> 16) == 0xa9fe || (a >>> 22) == (0x6440 >>> 6);
    }

    /** 0.0.0.0 or ::, which RFC 3264 gave the meaning "on hold". */
    public boolean isUnspecified() {
        return isV4() ? (int) addressLow == 0 : addressHigh == 0 && addressLow == 0;
    }

    public Endpoint withPort(int otherPort) {
        return new Endpoint(addressHigh, addressLow, otherPort);
    }

    /** The address alone, IPv6 without brackets and in the short form of RFC 5952. */
    public String address() {
        if (isV4()) {
            int a = (int) addressLow;
            return (a >>> 24) + "." + (a >>> 16 & 0xff) + "." + (a >>> 8 & 0xff) + "." + (a & 0xff);
        }
        return Ipv6Text.format(addressHigh, addressLow);
    }

    /** The address as 4 or 16 bytes. */
    public InetAddress toInetAddress() {
        byte[] bytes = new byte[16];
        Bytes.putI64(bytes, 0, addressHigh);
        Bytes.putI64(bytes, Long.BYTES, addressLow);
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return address instanceof Inet4Address || !isV4() ? address : InetAddress.getByAddress(v4(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are always an address", e);
        }
    }

    private static byte[] v4(byte[] mapped) {
        return new byte[]{mapped[12], mapped[13], mapped[14], mapped[15]};
    }

    @Override
    public int compareTo(Endpoint other) {
        int order = Long.compareUnsigned(addressHigh, other.addressHigh);
        if (order == 0) {
            order = Long.compareUnsigned(addressLow, other.addressLow);
        }
        return order != 0 ? order : Integer.compare(port, other.port);
    }

    /** {@code 10.0.0.1:5060} or {@code [2001:db8::1]:5060}. */
    @Override
    public String toString() {
        return isV4() ? address() + ":" + port : "[" + address() + "]:" + port;
    }
}
