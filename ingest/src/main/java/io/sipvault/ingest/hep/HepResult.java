package io.sipvault.ingest.hep;

/** What bytes turned out to be: a packet, or why there is none. */
public sealed interface HepResult permits HepPacket, HepProblem {}
