package io.sipvault.agent.capture;

import io.sipvault.ingest.hep.SipAndHepFraming;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells TCP connections that carry SIP, or HEP: those in which a segment began with a message. */
final class SipConnections {
    private static final int SYN = 0x02;

    private final int most;
    /** The longest unused first. */
    private final Map<Connection, Boolean> carrying = new LinkedHashMap<>(256, 0.75f, true);

    private record Connection(Endpoint lower, Endpoint higher) {
        static Connection of(Packet packet) {
            Endpoint source = packet.source();
            Endpoint destination = packet.destination();
            return source.compareTo(destination) <= 0
                    ? new Connection(source, destination)
                    : new Connection(destination, source);
        }
    }

    /** @param most connections that are remembered */
    SipConnections(int most) {
        this.most = most;
    }

    /** Whether a segment belongs to a connection that carries SIP. */
    boolean carry(Packet packet) {
        Connection connection = Connection.of(packet);
        if (carrying.get(connection) != null) {
            if ((packet.tcpFlags() & SYN) != 0) {
                // the ports are used again, perhaps by something else
                carrying.remove(connection);
            }
            return true;
        }
        if (!beginsMessage(packet)) {
            return false;
        }
        carrying.put(connection, true);
        if (carrying.size() > most) {
            carrying.remove(carrying.keySet().iterator().next());
        }
        return true;
    }

    private static boolean beginsMessage(Packet packet) {
        byte[] bytes = packet.buffer();
        int start = SipStartLine.skipBlankLines(bytes, packet.payloadOffset(), packet.payloadLength());
        return SipAndHepFraming.INSTANCE.begins(bytes, start,
                packet.payloadLength() - (start - packet.payloadOffset()));
    }
}
