package io.sipvault.ingest.net;

import io.sipvault.ingest.net.PendingFragments.Counters;
import io.sipvault.ingest.transport.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts IP fragments together by capture time, RFC 791 3.2 and RFC 8200 4.5.
 *
 * <p>
 * A capture that is cut into pieces anywhere must give the datagrams that it gives whole. So a piece completes at once only
 * what no earlier fragment could belong to: a fragment at offset 0 begins a datagram, each later one goes to the newest
 * datagram that lacks it, as a closing bracket goes to the last one open. Everything else, such as a tail that was seen
 * before its beginning, waits among the leftovers for {@link #join}, of a whole capture as of its pieces.
 *
 * <p>
 * Within a datagram the first copy of a byte wins. A second fragment at offset 0 begins another datagram, even when it
 * comes at once: a copy from a mirrored port or a reused identification.
 */
public final class IpReassembler {
    static final int MAX_DATAGRAMS = 16_384;
    static final long MAX_BYTES = 64L << 20;

    private final Map<Key, PendingFragments> inFlight = new LinkedHashMap<>();
    private final Counters counters = new Counters();
    private long bytes;

    /** RFC 8200 4.5 leaves the protocol out of the key, RFC 791 has it in. */
    private record Key(Endpoint source, Endpoint destination, int protocol, int identification) {
        static Key of(IpFragment f) {
            return new Key(f.source(), f.destination(), f.source().isV4() ? f.protocol() : -1, f.identification());
        }
    }

    /**
     * What joining the leftovers of several pieces of a capture gave.
     *
     * @param leftovers
     *            what is still incomplete, in time order
     */
    public record Joined(List<Datagram> datagrams, List<IpFragment> leftovers) {}

    /**
     * Joins the leftovers of pieces of one capture, in any order, exact copies counted once. Gives what the pieces could
     * not complete, and what came in another order than that of its bytes.
     */
    public static Joined join(Collection<IpFragment> leftovers) {
        IpReassembler joiner = new IpReassembler();
        List<Datagram> datagrams = new ArrayList<>();
        for (IpFragment fragment : distinct(leftovers)) {
            Datagram datagram = joiner.add(fragment);
            if (datagram != null) {
                datagrams.add(datagram);
            }
        }
        joiner.inFlight.values().forEach(pending -> datagrams.addAll(pending.completeInAnyOrder()));
        return new Joined(datagrams, joiner.leftovers());
    }

    private static List<IpFragment> distinct(Collection<IpFragment> leftovers) {
        List<IpFragment> sorted = new ArrayList<>(leftovers);
        sorted.sort(IpFragment.BY_TIME.thenComparingLong(IpFragment::packetRef));
        List<IpFragment> distinct = new ArrayList<>(sorted.size());
        for (IpFragment fragment : sorted) {
            if (distinct.isEmpty() || IpFragment.BY_TIME.compare(distinct.getLast(), fragment) != 0) {
                distinct.add(fragment);
            }
        }
        return distinct;
    }

    /** Takes the next fragment in capture order; returns the datagram that it completes. */
    public @Nullable Datagram add(IpFragment fragment) {
        if (!fragment.isPlausible()) {
            counters.dropped++;
            return null;
        }
        Key key = Key.of(fragment);
        PendingFragments pending = inFlight.computeIfAbsent(key, k -> new PendingFragments());
        long before = pending.bytes();
        Datagram datagram = pending.add(fragment, counters);
        bytes += pending.bytes() - before;
        if (pending.isEmpty()) {
            inFlight.remove(key);
        }
        enforceBounds();
        return datagram;
    }

    private void enforceBounds() {
        while (inFlight.size() > MAX_DATAGRAMS || bytes > MAX_BYTES) {
            Iterator<PendingFragments> oldest = inFlight.values().iterator();
            PendingFragments dropped = oldest.next();
            oldest.remove();
            bytes -= dropped.bytes();
            counters.dropped += dropped.fragments().size();
        }
    }

    /** All fragments that completed nothing, in time order. */
    public List<IpFragment> leftovers() {
        List<IpFragment> all = new ArrayList<>();
        inFlight.values().forEach(pending -> all.addAll(pending.fragments()));
        all.sort(IpFragment.BY_TIME);
        return all;
    }

    /** Fragments whose bytes contradicted earlier ones of the same datagram. */
    public long conflicts() {
        return counters.conflicts;
    }

    /** Fragments dropped because they were malformed or because the bounds were reached. */
    public long dropped() {
        return counters.dropped;
    }

    /** Datagrams given up because the next fragment under their identification came more than 30 s later. */
    public long timedOut() {
        return counters.timedOut;
    }
}
