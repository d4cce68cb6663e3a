package io.sipvault.agent.capture;

import io.sipvault.agent.collect.SignallingTap;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells IP fragments of the agent's own datagrams, by the first of each: only that one has the ports. For one thread. */
final class OwnFragments {
    private static final int MOST_DATAGRAMS = 1_024;
    private static final int UDP = 17;

    private final SignallingTap tap;
    private final Map<Datagram, Boolean> own = new LinkedHashMap<>();

    private record Datagram(Endpoint source, Endpoint destination, int identification) {}

    OwnFragments(SignallingTap tap) {
        this.tap = tap;
    }

    /** Whether a fragment belongs to one; those that come before the first do not seem to. */
    boolean isOwn(Packet fragment) {
        if (tap == SignallingTap.NONE || fragment.ipProtocol() != UDP) {
            return false;
        }
        Endpoint source = fragment.source().withPort(0);
        Endpoint destination = fragment.destination().withPort(0);
        Datagram datagram = new Datagram(source, destination, fragment.ipIdentification());
        if (fragment.fragmentOffset() > 0 || fragment.payloadLength() < Integer.BYTES) {
            return own.containsKey(datagram);
        }
        int ports = Bytes.i32(fragment.buffer(), fragment.payloadOffset());
        boolean isOwn = tap.isOwn(UDP, source.withPort(ports >>> 16), destination.withPort(ports & 0xffff));
        if (isOwn) {
            own.put(datagram, true);
            if (own.size() > MOST_DATAGRAMS) {
                own.remove(own.keySet().iterator().next());
            }
        } else {
            // the identification is used again
            own.remove(datagram);
        }
        return isOwn;
    }
}
