package io.sipvault.agent.hep;

import io.sipvault.agent.hep.HepSender.Node;
import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is remembered of one address while the agent runs. Not safe for use by several threads. */
final class SenderEntry {
    private static final int MOST_NODES = 32;
    private static final long WARN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final TokenBucket bucket;
    private final Map<HepRefusal, Long> refused = new EnumMap<>(HepRefusal.class);
    private final Map<HepRefusal, Long> warnedNanos = new EnumMap<>(HepRefusal.class);
    private final Map<Identity, Seen> nodes = new LinkedHashMap<>();
    private long others;

    private record Identity(long agentId, String nodeName) {}

    private static final class Seen {
        private final ClockOffset offset = new ClockOffset();
        private int version;
        private long packets;
        private long lastNs;
        private long replaced;
    }

    SenderEntry(int rate, long nowNanos) {
        bucket = new TokenBucket(rate, Duration.ofSeconds(1), nowNanos);
    }

    boolean mayPass(long nowNanos) {
        return bucket.take(nowNanos);
    }

    /** @return whether somebody should be told */
    boolean refused(HepRefusal reason, long nowNanos) {
        refused.merge(reason, 1L, Long::sum);
        Long last = warnedNanos.get(reason);
        boolean due = last == null || nowNanos - last >= WARN_EVERY_NANOS;
        if (due) {
            warnedNanos.put(reason, nowNanos);
        }
        return due;
    }

    long refused(HepRefusal reason) {
        return refused.getOrDefault(reason, 0L);
    }

    /** @return whether it is the first of its node */
    boolean accepted(HepPacket packet, long arrivalNs) {
        Identity identity = new Identity(packet.agentId(), packet.nodeName());
        Seen seen = nodes.get(identity);
        boolean isNew = seen == null && nodes.size() < MOST_NODES;
        if (isNew) {
            seen = new Seen();
            nodes.put(identity, seen);
        }
        if (seen == null) {
            others++;
            return false;
        }
        seen.version = packet.version();
        seen.packets++;
        seen.lastNs = arrivalNs;
        if (packet.timeFrom() == TimeFrom.SENDER) {
            seen.offset.add(packet.timeNs() - arrivalNs);
        } else if (packet.timeFrom() == TimeFrom.CARRIER_INSTEAD) {
            seen.replaced++;
        }
        return isNew;
    }

    HepSender snapshot(String address) {
        return new HepSender(address, refused,
                nodes.entrySet().stream().map(node -> node(node.getKey(), node.getValue())).toList(), others);
    }

    private static Node node(Identity identity, Seen seen) {
        return new Node(identity.agentId, identity.nodeName, seen.version, seen.packets,
                Instant.ofEpochSecond(0, seen.lastNs),
                seen.offset.isKnown() ? Duration.ofNanos(seen.offset.medianNs()) : null, seen.replaced);
    }
}
