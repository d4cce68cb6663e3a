package io.sipvault.agent.hep;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an address that sent HEP.
 *
 * @param address
 *            without port
 * @param refused
 *            packets and connections that were refused, by reason
 * @param nodes
 *            who sends from there, the one that was seen first first; the first 32
 * @param otherPackets
 *            kept of others than these
 */
public record HepSender(String address, Map<HepRefusal, Long> refused, List<Node> nodes, long otherPackets) {
    public HepSender {
        refused = Map.copyOf(refused);
        nodes = List.copyOf(nodes);
    }

    /**
     * One of those that send from an address.
     *
     * @param agentId
     *            that it gives itself, -1 when none
     * @param nodeName
     *            that it gives itself, empty when none
     * @param version
     *            of its last packet
     * @param packets
     *            that were kept
     * @param clockOffset
     *            its time less ours when its packets arrive, so a little less than the truth; null when its packets tell no
     *            time, or none that can be believed
     * @param timesReplaced
     *            packets whose time could not be right
     */
    public record Node(long agentId, String nodeName, int version, long packets, Instant lastSeen,
            @Nullable Duration clockOffset, long timesReplaced) {}
}
