package io.sipvault.indexer.fold;

import io.sipvault.ingest.transport.Endpoint;

/** Two neighbours over UDP as one term, whichever of them sent. */
final class HopTerm {
    private HopTerm() {}

    static String of(Endpoint one, Endpoint other) {
        return one.compareTo(other) <= 0 ? one + " " + other : other + " " + one;
    }
}
