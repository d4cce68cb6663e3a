package io.sipvault.agent.command;

import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints that calls of scopes announced for media. One is forgotten a minute after its scopes and a minute after its call
 * ended, when another call announces it after a minute of silence, and when there are too many. Safe for use by many threads.
 */
final class ScopedMedia {
    private static final int CALLS_OF_ENDPOINT = 8;
    private static final long SILENCE_NS = 60_000_000_000L;
    private static final int PORTS = 1 << 16;

    private final int most;
    /** The longest unused first. */
    private final Map<Endpoint, Announced> endpoints = new LinkedHashMap<>(256, 0.75f, true);
    /** A bit for each port of an endpoint, so that other media is told from it without a lock. */
    private volatile long[] ports = new long[PORTS / Long.SIZE];
    private volatile boolean empty = true;

    private static final class Announced {
        /** Newest last: both legs of a call may announce the same. */
        final List<TrackedCall> calls = new ArrayList<>(1);
        /** Capture time. */
        long lastUseNs;
    }

    ScopedMedia(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return empty;
    }

    /** A call of scopes announces endpoints. */
    synchronized void announce(List<Endpoint> announced, TrackedCall call, long timeNs) {
        for (Endpoint endpoint : announced) {
            if (!endpoint.isUnspecified()) {
                announce(endpoint, call, timeNs);
            }
        }
    }

    private void announce(Endpoint endpoint, TrackedCall call, long timeNs) {
        Announced known = endpoints.computeIfAbsent(endpoint, e -> new Announced());
        if (!known.calls.contains(call)) {
            known.calls.add(call);
        }
        if (known.calls.size() > CALLS_OF_ENDPOINT) {
            known.calls.removeFirst();
        }
        known.lastUseNs = timeNs;
        if (endpoints.size() > most) {
            endpoints.remove(endpoints.keySet().iterator().next());
        }
        long[] bits = ports;
        bits[endpoint.port() / Long.SIZE] |= 1L << endpoint.port();
        // makes the bit seen
        ports = bits;
        empty = false;
    }

    /** A call of no scope announces endpoints: those that were silent for a while are its own now. */
    synchronized void announceByOther(List<Endpoint> announced, long timeNs) {
        for (Endpoint endpoint : announced) {
            Announced known = endpoints.get(endpoint);
            if (known != null && timeNs - known.lastUseNs > SILENCE_NS) {
                endpoints.remove(endpoint);
            }
        }
    }

    /** Whether a packet is media of a scope; counted for it, once for each. */
    boolean takes(Packet packet, long nanos) {
        long[] bits = ports;
        return (has(bits, packet.destinationPort()) || has(bits, packet.sourcePort()))
                && takes(packet.source(), packet.destination(), packet.timeNs(), nanos);
    }

    private static boolean has(long[] bits, int port) {
        return (bits[port / Long.SIZE] >>> port & 1) != 0;
    }

    private synchronized boolean takes(Endpoint source, Endpoint destination, long timeNs, long nanos) {
        List<ActiveScope> scopes = new ArrayList<>(1);
        addScopes(endpoints.get(destination), timeNs, nanos, scopes);
        addScopes(endpoints.get(source), timeNs, nanos, scopes);
        scopes.forEach(scope -> scope.mediaPackets.increment());
        return !scopes.isEmpty();
    }

    private static void addScopes(@Nullable Announced announced, long timeNs, long nanos, List<ActiveScope> scopes) {
        if (announced == null) {
            return;
        }
        for (TrackedCall call : announced.calls) {
            if (call.mayHaveMedia(nanos)) {
                for (ActiveScope scope : call.scopes()) {
                    if (scope.keepsMedia(nanos) && !scopes.contains(scope)) {
                        scopes.add(scope);
                    }
                }
            }
        }
        if (!scopes.isEmpty()) {
            announced.lastUseNs = Math.max(announced.lastUseNs, timeNs);
        }
    }

    /** Forgets what counts for nothing any more. */
    synchronized void forgetEnded(long nanos) {
        endpoints.values().removeIf(announced -> {
            announced.calls.removeIf(call -> !call.mayHaveMedia(nanos)
                    || call.scopes().stream().noneMatch(scope -> scope.keepsMedia(nanos)));
            return announced.calls.isEmpty();
        });
        long[] bits = new long[PORTS / Long.SIZE];
        endpoints.keySet().forEach(endpoint -> bits[endpoint.port() / Long.SIZE] |= 1L << endpoint.port());
        ports = bits;
        empty = endpoints.isEmpty();
    }
}
