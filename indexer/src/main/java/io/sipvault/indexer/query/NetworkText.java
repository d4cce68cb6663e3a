package io.sipvault.indexer.query;

import io.sipvault.ingest.transport.Endpoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and networks: {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code 10.1.*}, {@code 2001:db8::/32}, {@code [::1]}. */
final class NetworkText {
    private static final int V4_OFFSET_BITS = 96;
    private static final Pattern V4_STARS = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){0,2})\\.\\*");

    private NetworkText() {}

    /** The network, or null when the text is none. */
    static QueryNode.@Nullable Network parse(QueryField field, String text) {
        Matcher stars = V4_STARS.matcher(text);
        if (stars.matches()) {
            return ofOctets(field, stars.group(1));
        }
        int slash = text.indexOf('/');
        Endpoint address = parseAddress(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        int bits = slash < 0 ? 128 : prefixBits(text.substring(slash + 1), address.isV4());
        return bits < 0 ? null : new QueryNode.Network(field, address, bits);
    }

    private static QueryNode.@Nullable Network ofOctets(QueryField field, String octets) {
        int count = (int) octets.chars().filter(c -> c == '.').count() + 1;
        Endpoint address = parseAddress(octets + ".0".repeat(4 - count));
        return address == null ? null : new QueryNode.Network(field, address, V4_OFFSET_BITS + 8 * count);
    }

    private static @Nullable Endpoint parseAddress(String text) {
        if (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3) {
            return null;
        }
        return Endpoint.parse(text, 0);
    }

    private static int prefixBits(String text, boolean v4) {
        if (!text.matches("\\d{1,3}")) {
            return -1;
        }
        int bits = Integer.parseInt(text);
        int most = v4 ? 32 : 128;
        return bits > most ? -1 : bits + 128 - most;
    }

    static Endpoint masked(Endpoint address, int prefixBits) {
        return new Endpoint(address.addressHigh() & mask(prefixBits), address.addressLow() & mask(prefixBits - 64), 0);
    }

    static Endpoint last(Endpoint first, int prefixBits) {
        return new Endpoint(first.addressHigh() | ~mask(prefixBits), first.addressLow() | ~mask(prefixBits - 64), 0);
    }

    private static long mask(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= 64 ? -1L : -1L << (64 - bits);
    }

    static String format(Endpoint first, int prefixBits) {
        if (prefixBits == 128) {
            return first.address();
        }
        boolean v4 = first.isV4() && prefixBits >= V4_OFFSET_BITS;
        return first.address() + "/" + (v4 ? prefixBits - V4_OFFSET_BITS : prefixBits);
    }
}
