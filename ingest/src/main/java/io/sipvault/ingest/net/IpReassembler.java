package io.sipvault.ingest.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts fragments together by capture time. */
public final class IpReassembler {
    private final List<IpFragment> kept = new ArrayList<>();

    /** What joining the leftovers of several pieces of a capture gave. */
    public record Joined(List<Datagram> datagrams, List<IpFragment> leftovers) {}

    /** Joins the leftovers of pieces of one capture, in any order, repeated or not. */
    public static Joined join(Collection<IpFragment> leftovers) {
        return new Joined(List.of(), List.copyOf(leftovers));
    }

    /** Takes the next fragment in capture order; returns the datagram that it completes. */
    public @Nullable Datagram add(IpFragment fragment) {
        kept.add(fragment);
        return null;
    }

    /** All fragments that completed nothing, in time order. */
    public List<IpFragment> leftovers() {
        return List.copyOf(kept);
    }

    /** Fragments whose bytes contradicted earlier ones of the same datagram. */
    public long conflicts() {
        return 0;
    }

    /** Fragments dropped because they were malformed or the bounds were reached. */
    public long dropped() {
        return 0;
    }

    /** Datagrams given up because the next fragment came more than 30 s later. */
    public long timedOut() {
        return 0;
    }
}
