package io.sipvault.agent.roll;

import io.sipvault.agent.spool.SpoolReader;
import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the packets of a spool file by flow, in the order of the flows' first packets: media that is stored in this order is
 * a few ranges a call instead of thousands of places.
 */
final class FlowOrder {
    /** What has no ports counts as one flow, and so does what a flood of ports brings beyond these many. */
    private static final int MOST_FLOWS = 65_536;
    private static final FlowKey OTHER = new FlowKey(0, 0, 0, 0, 0);

    private final int linkType;
    private final Packet packet = new Packet();
    private final PacketDissector dissector = new PacketDissector();
    private final Map<FlowKey, Integer> flows = new HashMap<>();
    private byte[] frame = new byte[2048];

    private record FlowKey(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow, int ports) {}

    FlowOrder(int linkType) {
        this.linkType = linkType;
    }

    /** The number of the flow that the reader's packet belongs to, from 0. */
    int flow(SpoolReader reader) {
        if (frame.length < reader.length()) {
            frame = new byte[reader.length()];
        }
        reader.copy(reader.offset(), frame, 0, reader.length());
        packet.reset(frame, 0, reader.length(), reader.originalLength(), linkType, reader.timeNs());
        FlowKey key = dissector.dissect(packet) == Outcome.UDP ? key() : OTHER;
        return flows.computeIfAbsent(flows.size() < MOST_FLOWS || flows.containsKey(key) ? key : OTHER,
                k -> flows.size());
    }

    private FlowKey key() {
        return new FlowKey(packet.sourceHigh(), packet.sourceLow(), packet.destinationHigh(), packet.destinationLow(),
                packet.sourcePort() << 16 | packet.destinationPort());
    }

    /** How many flows there are. */
    int count() {
        return flows.size();
    }

    /**
     * Positions of the packets when each flow stands together, each in the order that it has now.
     *
     * @param flowOf
     *            the flow of each packet
     */
    int[] sorted(int[] flowOf) {
        int[] next = new int[count() + 1];
        for (int flow : flowOf) {
            next[flow + 1]++;
        }
        for (int flow = 0; flow < count(); flow++) {
            next[flow + 1] += next[flow];
        }
        int[] order = new int[flowOf.length];
        for (int i = 0; i < flowOf.length; i++) {
            order[next[flowOf[i]]++] = i;
        }
        return order;
    }
}
