package io.sipvault.indexer.evidence;

import java.util.Arrays;
import java.util.Comparator;

/** An original frame as captured. */
public record EvidencePacket(long timeNs, int linkType, int originalLength, String vantage, byte[] bytes) {
    /** By time. */
    static final Comparator<EvidencePacket> ORDER = Comparator.comparingLong(EvidencePacket::timeNs)
            .thenComparing(EvidencePacket::vantage).thenComparing(EvidencePacket::bytes, Arrays::compareUnsigned)
            .thenComparingInt(EvidencePacket::linkType).thenComparingInt(EvidencePacket::originalLength);

    /** Whether both are one observation: the same frame at the same time at one vantage, whatever chunk it came in. */
    boolean isSameObservation(EvidencePacket other) {
        return timeNs == other.timeNs && vantage.equals(other.vantage) && Arrays.equals(bytes, other.bytes);
    }
}
