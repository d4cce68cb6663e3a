package io.sipvault.agent.hep;

import io.sipvault.ingest.hep.HepPacket;
import io.sipvault.ingest.transport.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who sends HEP, and how much of it. Addresses of which something was kept and those of which nothing was have tables of their
 * own, so that a flood of the latter makes nobody forget the former; in each, the longest unused goes when it is full. Safe for
 * use by many threads.
 */
public final class HepSenders {
    private static final Logger LOG = LoggerFactory.getLogger(HepSenders.class);
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int MOST_ADDRESSES = 512;
    /** All senders together: a forged address costs nothing. */
    private static final int LINES_PER_MINUTE = 60;

    private final int rate;
    private final Map<Endpoint, SenderEntry> known = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Endpoint, SenderEntry> strangers = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<HepRefusal, Long> refusals = new EnumMap<>(HepRefusal.class);
    private final TokenBucket lines = new TokenBucket(LINES_PER_MINUTE, Duration.ofMinutes(1), System.nanoTime());
    private long packets;

    /** @param rate packets a second of one address */
    HepSenders(int rate) {
        this.rate = rate;
    }

    /** Whether an address has not sent too much of late. */
    synchronized boolean mayPass(Endpoint from) {
        long now = System.nanoTime();
        return entry(from.withPort(0), now).mayPass(now);
    }

    private SenderEntry entry(Endpoint address, long now) {
        SenderEntry entry = known.get(address);
        if (entry == null) {
            entry = strangers.computeIfAbsent(address, key -> new SenderEntry(rate, now));
            forgetBeyond(strangers, MOST_ADDRESSES);
        }
        return entry;
    }

    private static void forgetBeyond(Map<Endpoint, SenderEntry> table, int most) {
        while (table.size() > most) {
            table.remove(table.keySet().iterator().next());
        }
    }

    /** @param detail beside the reason, or empty */
    synchronized void refused(Endpoint from, HepRefusal reason, String detail) {
        long now = System.nanoTime();
        refusals.merge(reason, 1L, Long::sum);
        SenderEntry entry = entry(from.withPort(0), now);
        if (entry.refused(reason, now) && lines.take(now)) {
            LOG.warn("HEP from {} is refused: {}{} ({} times so far)", from, reason,
                    detail.isEmpty() ? "" : " (" + detail + ")", entry.refused(reason));
        }
    }

    synchronized void accepted(Endpoint from, HepPacket packet, long arrivalNs) {
        long now = System.nanoTime();
        Endpoint address = from.withPort(0);
        SenderEntry entry = entry(address, now);
        if (strangers.remove(address) != null) {
            known.put(address, entry);
            forgetBeyond(known, MOST_ADDRESSES);
        }
        packets++;
        if (entry.accepted(packet, arrivalNs) && lines.take(now)) {
            LOG.info("HEP from {}: version {}, agent id {}, node {}, {}", from, packet.version(),
                    packet.agentId() < 0 ? "none" : packet.agentId(),
                    packet.nodeName().isEmpty() ? "without a name" : printable(packet.nodeName()),
                    clock(packet, arrivalNs));
        }
    }

    /** A stranger's text must not end a line of the log. */
    private static String printable(String name) {
        return '"' + name.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    private static String clock(HepPacket packet, long arrivalNs) {
        return switch (packet.timeFrom()) {
            case CARRIER -> "tells no time";
            case CARRIER_INSTEAD -> "its clock cannot be right: the time of arrival is taken instead";
            case SENDER -> offset((packet.timeNs() - arrivalNs) / NS_PER_SECOND);
        };
    }

    private static String offset(long seconds) {
        return seconds == 0
                ? "its clock is within a second of ours"
                : "its clock is " + Math.abs(seconds) + " s " + (seconds < 0 ? "behind" : "ahead of") + " ours";
    }

    /** Everybody who is remembered: those of whom something was kept first. */
    public synchronized List<HepSender> snapshot() {
        List<HepSender> all = new ArrayList<>();
        known.forEach((address, entry) -> all.add(entry.snapshot(address.address())));
        strangers.forEach((address, entry) -> all.add(entry.snapshot(address.address())));
        return all;
    }

    /** What was refused since the start, by reason, also of those that are forgotten. */
    public synchronized Map<HepRefusal, Long> refused() {
        return Map.copyOf(refusals);
    }

    /** Packets that were kept since the start. */
    public synchronized long packets() {
        return packets;
    }
}
