package io.sipvault.web.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each source address, of a bounded number of addresses. Each is one number, the time at which it is full
 * again (the generic cell rate algorithm). Of IPv6 the network counts, /64: a host has all of its addresses.
 */
public final class AddressBuckets {
    private static final int NETWORK_BYTES = 8;

    private final int capacity;
    private final long intervalNs;
    private final LongSupplier nanoTime;
    private final Map<String, Long> fullAt;

    /**
     * Buckets that are full.
     *
     * @param capacity
     *            tokens that a bucket holds
     * @param period
     *            the time in which an empty one fills
     * @param addresses
     *            how many are kept
     * @param nanoTime
     *            as {@link System#nanoTime()}
     */
    public AddressBuckets(int capacity, Duration period, int addresses, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.intervalNs = Math.max(1, period.toNanos() / capacity);
        this.nanoTime = nanoTime;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > addresses;
            }
        };
    }

    /** Takes a token. @return zero when there was one, else the time until there is */
    public synchronized Duration take(String address) {
        long now = nanoTime.getAsLong();
        String network = network(address);
        Long known = fullAt.get(network);
        long filled = known == null || known - now < 0 ? now : known;
        long wait = filled - now - (capacity - 1) * intervalNs;
        if (wait > 0) {
            return Duration.ofNanos(wait);
        }
        fullAt.put(network, filled + intervalNs);
        return Duration.ZERO;
    }

    synchronized int size() {
        return fullAt.size();
    }

    /** Addresses come from a socket or a trusted proxy; what is none is taken as it is. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length > NETWORK_BYTES
                    ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, NETWORK_BYTES), bytes.length))
                            .getHostAddress()
                    : address;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }
}
