package io.sipvault.web.ladder;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint stands in which column. An endpoint has a column of its own, with two exceptions: the port that a host
 * chose for a connection it opened belongs to the port it listens on, if that is known, so that a proxy is one column;
 * and media belongs to the column of its host, whatever port it uses.
 */
final class Columns {
    /** Endpoints that a column names. */
    static final int MOST_ENDPOINTS = 8;
    /** Ports that systems give to outgoing connections begin here or above. */
    private static final int FIRST_CHOSEN_PORT = 10_000;

    private final List<Made> columns = new ArrayList<>();
    private final Map<Endpoint, Integer> byEndpoint = new HashMap<>();
    private final Map<String, Integer> byHost = new LinkedHashMap<>();
    private final Map<String, Integer> listening = new HashMap<>();

    private static final class Made {
        private final String label;
        private final List<String> endpoints = new ArrayList<>();
        private @Nullable String userAgent;

        private Made(String label) {
            this.label = label;
        }
    }

    /** Makes known which endpoints are not chosen ports; to be called for all flows before any column is asked for. */
    void learn(Flow flow) {
        if (!isChosen(flow.source(), flow.destination(), flow.transport())) {
            listening.putIfAbsent(flow.source().address(), flow.source().port());
        }
        if (!isChosen(flow.destination(), flow.source(), flow.transport())) {
            listening.putIfAbsent(flow.destination().address(), flow.destination().port());
        }
    }

    private static boolean isChosen(Endpoint endpoint, Endpoint peer, Transport transport) {
        return transport != Transport.UDP && endpoint.port() >= FIRST_CHOSEN_PORT && endpoint.port() > peer.port();
    }

    /** Of the sender of a message. */
    int source(Flow flow) {
        return signalling(flow.source(), flow.destination(), flow.transport());
    }

    /** Of the receiver of a message. */
    int destination(Flow flow) {
        return signalling(flow.destination(), flow.source(), flow.transport());
    }

    private int signalling(Endpoint endpoint, Endpoint peer, Transport transport) {
        Integer known = byEndpoint.get(endpoint);
        if (known != null) {
            return known;
        }
        Integer port = isChosen(endpoint, peer, transport) ? listening.get(endpoint.address()) : null;
        Endpoint home = port == null ? endpoint : endpoint.withPort(port);
        Integer made = byEndpoint.get(home);
        int column = made != null ? made : put(home, add(home.toString(), home.address()));
        return put(endpoint, column);
    }

    private int put(Endpoint endpoint, int column) {
        byEndpoint.put(endpoint, column);
        List<String> endpoints = columns.get(column).endpoints;
        if (endpoints.size() < MOST_ENDPOINTS && !endpoints.contains(endpoint.toString())) {
            endpoints.add(endpoint.toString());
        }
        return column;
    }

    /** Of an endpoint of media, which gets a column of its host if it has none. */
    int media(Endpoint endpoint) {
        Integer known = byEndpoint.get(endpoint);
        if (known != null) {
            return known;
        }
        Integer host = byHost.get(endpoint.address());
        return put(endpoint, host != null ? host : add(endpoint.address(), endpoint.address()));
    }

    /** Of an endpoint that is there already, or of its host; else {@link Ladder#NOWHERE}. */
    int existing(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return Ladder.NOWHERE;
        }
        Integer known = byEndpoint.get(endpoint);
        return known != null ? known : byHost.getOrDefault(endpoint.address(), Ladder.NOWHERE);
    }

    private int add(String label, String host) {
        int index = columns.size();
        columns.add(new Made(label));
        byHost.putIfAbsent(host, index);
        return index;
    }

    boolean lacksUserAgent(int column) {
        return columns.get(column).userAgent == null;
    }

    void userAgent(int column, String name) {
        columns.get(column).userAgent = name;
    }

    List<Ladder.Column> list() {
        return columns.stream()
                .map(c -> new Ladder.Column(c.label, c.userAgent == null ? "" : c.userAgent, c.endpoints)).toList();
    }
}
