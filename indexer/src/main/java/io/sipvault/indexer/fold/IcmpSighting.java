package io.sipvault.indexer.fold;

import io.sipvault.ingest.fragment.IcmpEntry;
import java.util.Comparator;

/**
 * An ICMP error as a vantage saw it.
 *
 * @param callId
 *            of the message that it quotes; empty when the quotation names none
 * @param chunk
 *            that holds its packet
 */
record IcmpSighting(String vantage, String callId, String chunk, IcmpEntry.Seen seen) {
    static final Comparator<IcmpSighting> ORDER = Comparator.comparingLong((IcmpSighting s) -> s.seen.timeNs())
            .thenComparing(IcmpSighting::vantage).thenComparing(s -> s.seen.error().reporter())
            .thenComparing(s -> s.seen.error().quoted().source())
            .thenComparing(s -> s.seen.error().quoted().destination())
            .thenComparingInt(s -> s.seen.error().quoted().identification()).thenComparing(IcmpSighting::chunk);

    /** Whether both are one observation, that came in two chunks. */
    boolean isSameObservation(IcmpSighting other) {
        return seen.timeNs() == other.seen.timeNs() && vantage.equals(other.vantage)
                && seen.error().reporter().equals(other.seen.error().reporter())
                && seen.error().quoted().identification() == other.seen.error().quoted().identification()
                && seen.error().quoted().length() == other.seen.error().quoted().length();
    }
}
