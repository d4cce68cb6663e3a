package io.sipvault.agent.config;

import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Networks in CIDR notation, RFC 4632: {@code 10.0.0.0/8, 2001:db8::/32, 192.0.2.7}. */
public final class AddressRanges {
    public static final AddressRanges ALL = new AddressRanges(List.of(new Range(0, 0, 0)));

    private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:.]+)(?:/(\\d{1,3}))?");
    private static final int V4_BITS = 32;
    private static final int BITS = 128;

    private final List<Range> ranges;

    /** IPv4 as its mapped form, so that one kind of prefix is enough. */
    private record Range(long high, long low, int bits) {
        boolean contains(Endpoint address) {
            return ((address.addressHigh() ^ high) & mask(bits)) == 0
                    && ((address.addressLow() ^ low) & mask(bits - Long.SIZE)) == 0;
        }

        /** The upper bits of 64. */
        private static long mask(int bits) {
            return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
        }
    }

    private AddressRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Empty when one of them is none. */
    static Optional<AddressRanges> parse(List<String> networks) {
        List<Range> ranges = new ArrayList<>();
        for (String network : networks) {
            Optional<Range> range = parse(network);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new AddressRanges(ranges));
    }

    private static Optional<Range> parse(String network) {
        Matcher matcher = FORM.matcher(network);
        Endpoint address = matcher.matches() ? Endpoint.parse(matcher.group(1), 0) : null;
        if (address == null) {
            return Optional.empty();
        }
        int width = matcher.group(1).contains(":") ? BITS : V4_BITS;
        int bits = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        return bits > width
                ? Optional.empty()
                : Optional.of(new Range(address.addressHigh(), address.addressLow(), BITS - width + bits));
    }

    /** Whether the address, whatever the port, is in one of them. */
    public boolean contains(Endpoint address) {
        for (Range range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
