package io.sipvault.agent.command;

import io.sipvault.ingest.transport.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who came with a wrong token, so that nobody can go on guessing: after ten within a minute, the rest of the minute is refused. */
final class WrongTokens {
    private static final int MOST_WRONG = 10;
    private static final int MOST_ADDRESSES = 4_096;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int V6_BITS = 64;
    private static final int V4_BITS = 128;

    /** By address, of IPv6 by its network; the oldest first. */
    private final Map<Network, Guesses> guesses = new LinkedHashMap<>();

    private static final class Guesses {
        final long since;
        int wrong;

        Guesses(long since) {
            this.since = since;
        }
    }

    private static Network network(Endpoint from) {
        return Network.of(from, from.isV4() ? V4_BITS : V6_BITS);
    }

    synchronized boolean isLocked(Endpoint from, long nanos) {
        Guesses known = guesses.get(network(from));
        return known != null && known.wrong >= MOST_WRONG && nanos - known.since < MINUTE_NS;
    }

    synchronized void wrong(Endpoint from, long nanos) {
        Network network = network(from);
        Guesses known = guesses.get(network);
        if (known == null || nanos - known.since >= MINUTE_NS) {
            guesses.remove(network);
            known = new Guesses(nanos);
            guesses.put(network, known);
        }
        known.wrong++;
        if (guesses.size() > MOST_ADDRESSES) {
            guesses.remove(guesses.keySet().iterator().next());
        }
    }
}
