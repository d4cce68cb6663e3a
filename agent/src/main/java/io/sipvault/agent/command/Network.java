package io.sipvault.agent.command;

import io.sipvault.ingest.transport.Endpoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that begin alike, RFC 4632: {@code 192.0.2.7}, {@code 10.0.0.0/8}, {@code 2001:db8::/32}.
 *
 * @param high
 *            the first 64 bits; IPv4 in its mapped form
 * @param bits
 *            that count, of 128
 */
record Network(long high, long low, int bits) {
    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]{2,45})(?:/(\\d{1,3}))?");
    private static final int BITS = 128;
    private static final int V4_BITS = 32;

    /** Null when the text is none. */
    static @Nullable Network parse(String text) {
        Matcher matcher = FORM.matcher(text);
        Endpoint address = matcher.matches() ? Endpoint.parse(matcher.group(1), 0) : null;
        if (address == null) {
            return null;
        }
        int width = matcher.group(1).contains(":") ? BITS : V4_BITS;
        int bits = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        return bits > width ? null : of(address, BITS - width + bits);
    }

    /** The network of so many bits that an address belongs to. */
    static Network of(Endpoint address, int bits) {
        return new Network(address.addressHigh() & mask(bits), address.addressLow() & mask(bits - Long.SIZE), bits);
    }

    /** The upper bits of 64. */
    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? -1 : -1L << Long.SIZE - bits;
    }

    boolean contains(Endpoint address) {
        return (address.addressHigh() & mask(bits)) == high && (address.addressLow() & mask(bits - Long.SIZE)) == low;
    }

    long key() {
        return ByteHash.of(high, low) + bits;
    }
}
