package io.sipvault.indexer.evidence;

import java.util.Arrays;

/** An original frame as captured. */
public record EvidencePacket(long timeNs, int linkType, int originalLength, String vantage, byte[] bytes) {
    /** Whether both are one observation: the same frame at the same time at one vantage, whatever chunk it came in. */
    boolean isSameObservation(EvidencePacket other) {
        return timeNs == other.timeNs && vantage.equals(other.vantage) && Arrays.equals(bytes, other.bytes);
    }
}
