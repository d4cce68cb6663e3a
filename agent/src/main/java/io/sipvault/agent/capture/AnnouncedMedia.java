package io.sipvault.agent.capture;

import io.sipvault.ingest.transport.Endpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Endpoints that the SDP of messages on the wire announced for media. An endpoint is forgotten when nothing was announced for
 * it, and no media seen at it, for some hours of capture time, or when there are too many. Signalling may pass one interface
 * and media another, so all interfaces share it: safe for use by many threads.
 */
public final class AnnouncedMedia {
    private static final int MOST_ENDPOINTS = 65_536;

    private static final long KEPT_NS = 6L * 3600 * 1_000_000_000L;

    /** Capture time of the last use, the longest unused first. */
    private final Map<Endpoint, Long> lastUse = new LinkedHashMap<>(1024, 0.75f, true);

    /** Takes endpoints that a message announces. */
    synchronized void learn(List<Endpoint> endpoints, long timeNs) {
        endpoints.forEach(endpoint -> use(endpoint, timeNs));
    }

    /** Takes what a piece of a message announces, as far as it can be seen. */
    synchronized void learnFromPiece(byte[] bytes, int from, int to, long timeNs) {
        SdpLines.find(bytes, from, to, (address, port) -> {
            Endpoint known = address == null ? null : Endpoint.parse(address, port);
            Endpoint endpoint = known == null ? anywhere(port) : known;
            use(endpoint, timeNs);
            use(endpoint.withPort(Math.min(port + 1, 0xffff)), timeNs);
        });
    }

    /** A port of which the address was not seen. */
    private static Endpoint anywhere(int port) {
        return new Endpoint(0, 0, port);
    }

    private void use(Endpoint endpoint, long timeNs) {
        lastUse.put(endpoint, timeNs);
        while (lastUse.size() > MOST_ENDPOINTS) {
            lastUse.remove(lastUse.keySet().iterator().next());
        }
    }

    /**
     * Whether media between two endpoints was announced: by the receiver, or, of symmetric RTP, by the sender. Both are looked
     * up, so that neither is forgotten while media flows.
     */
    synchronized boolean has(Endpoint source, Endpoint destination, long timeNs) {
        return isKnown(destination, timeNs) | isKnown(source, timeNs) || isKnown(anywhere(destination.port()), timeNs)
                || isKnown(anywhere(source.port()), timeNs);
    }

    private boolean isKnown(Endpoint endpoint, long timeNs) {
        Long last = lastUse.get(endpoint);
        if (last == null) {
            return false;
        }
        if (timeNs - last > KEPT_NS) {
            lastUse.remove(endpoint);
            return false;
        }
        lastUse.put(endpoint, timeNs);
        return true;
    }
}
