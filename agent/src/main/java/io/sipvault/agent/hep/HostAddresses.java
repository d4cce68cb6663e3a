package io.sipvault.agent.hep;

import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The addresses of this host, looked up again from time to time. A socket that is bound to all of them does not tell to which
 * one a datagram was sent; taken is the one that this host would answer from. Safe for use by many threads.
 */
final class HostAddresses {
    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_ROUTES = 4_096;
    /** Any: nothing is sent. */
    private static final int DISCARD_PORT = 9;

    private final Map<Endpoint, Endpoint> towards = new LinkedHashMap<>();
    private Set<Endpoint> own = Set.of();
    private long routesNanos = System.nanoTime();
    private long ownNanos = System.nanoTime() - FRESH_NANOS;

    /**
     * The address at which a sender reached this host.
     *
     * @param bound
     *            what the socket is bound to
     */
    Endpoint reachedBy(InetSocketAddress sender, InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) {
            return Endpoints.of(bound);
        }
        return route(sender).withPort(bound.getPort());
    }

    private synchronized Endpoint route(InetSocketAddress sender) {
        long now = System.nanoTime();
        if (towards.size() >= MOST_ROUTES || now - routesNanos > FRESH_NANOS) {
            towards.clear();
            routesNanos = now;
        }
        return towards.computeIfAbsent(Endpoints.of(sender.getAddress(), 0), key -> looked(sender, key.isV4()));
    }

    private static Endpoint looked(InetSocketAddress sender, boolean v4) {
        try (DatagramChannel channel = DatagramChannel
                .open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            channel.connect(new InetSocketAddress(sender.getAddress(), DISCARD_PORT));
            Endpoint local = Endpoints.of((InetSocketAddress) channel.getLocalAddress());
            return local.isV4() == v4 ? local : unspecified(v4);
        } catch (IOException e) {
            return unspecified(v4);
        }
    }

    private static Endpoint unspecified(boolean v4) {
        return v4 ? Endpoint.ofV4(0, 0) : new Endpoint(0, 0, 0);
    }

    /** Whether an address, whatever the port, is of this host. */
    synchronized boolean isOwn(Endpoint address) {
        long now = System.nanoTime();
        if (now - ownNanos >= FRESH_NANOS) {
            ownNanos = now;
            own = list();
        }
        return own.contains(address.withPort(0));
    }

    private static Set<Endpoint> list() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .map(address -> Endpoints.of(address, 0)).collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            return Set.of();
        }
    }
}
