package io.sipvault.agent.hep;

import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.hep.HepPacket.TimeFrom;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Remembers what was forwarded in the last minute, so that collectors which forward to each other do not send a packet round
 * for ever. One that tells its time comes once; of one that tells none a retransmission looks the same, so it may come as often
 * as SIP repeats a message. Safe for use by many threads.
 */
final class LoopGuard {
    private static final int MOST_PACKETS = 16_384;
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** RFC 3261 17.1.2.2 and a collector that is told by several. */
    private static final int MOST_WITHOUT_TIME = 16;
    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private final Map<Long, Passed> passed = new LinkedHashMap<>();

    private static final class Passed {
        private final long firstNanos;
        private int times;

        Passed(long firstNanos) {
            this.firstNanos = firstNanos;
        }
    }

    /** Whether a packet may go on: it is not one that came round. */
    synchronized boolean mayPass(HepPacket packet, long nowNanos) {
        forget(nowNanos);
        Passed before = passed.computeIfAbsent(hash(packet), key -> new Passed(nowNanos));
        before.times++;
        return before.times <= (packet.timeFrom() == TimeFrom.SENDER ? 1 : MOST_WITHOUT_TIME);
    }

    private void forget(long nowNanos) {
        Iterator<Passed> eldest = passed.values().iterator();
        boolean more = eldest.hasNext();
        while (more) {
            more = nowNanos - eldest.next().firstNanos > REMEMBERED_NANOS || passed.size() >= MOST_PACKETS;
            if (more) {
                eldest.remove();
                more = eldest.hasNext();
            }
        }
    }

    /** Of what a packet says, in whatever version: FNV-1a of 64 bits. */
    private static long hash(HepPacket packet) {
        long hash = BASIS;
        for (int i = 0; i < packet.payloadLength(); i++) {
            hash = (hash ^ packet.payload()[packet.payloadOffset() + i]) * PRIME;
        }
        long time = packet.timeFrom() == TimeFrom.SENDER ? packet.timeNs() : 0;
        int about = Objects.hash(packet.source(), packet.destination(), packet.agentId(), packet.nodeName(),
                packet.ipProtocol());
        return ((hash ^ time) * PRIME ^ about) * PRIME;
    }
}
