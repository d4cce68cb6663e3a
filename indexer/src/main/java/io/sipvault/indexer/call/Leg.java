package io.sipvault.indexer.call;

import java.util.Comparator;
import java.util.Set;

/**
 * A dialog as a side of a call. Ordered by start, then Call-ID, then id, whatever its keys.
 *
 * @param id
 *            of the dialog, unique
 * @param startNs
 *            capture time of its first message, nanoseconds since 1970
 * @param endNs
 *            of its last one
 * @param keys
 *            of all its messages
 */
public record Leg(String id, long startNs, long endNs, String callId, Set<LinkKey> keys) {
    static final Comparator<Leg> ORDER = Comparator.comparingLong(Leg::startNs).thenComparing(Leg::callId)
            .thenComparing(Leg::id);

    public Leg {
        keys = Set.copyOf(keys);
    }
}
