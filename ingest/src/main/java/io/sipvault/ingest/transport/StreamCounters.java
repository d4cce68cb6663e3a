package io.sipvault.ingest.transport;

/** What the reassembly of all directions met. */
final class StreamCounters {
    long conflicts;
    long notSipDirections;
    long oversizedBytes;
    long memoryBytes;
    /** Directions that keep what may be the end of a long message. */
    int tails;

    StreamDrops snapshot() {
        return new StreamDrops(conflicts, notSipDirections, oversizedBytes, memoryBytes);
    }
}
