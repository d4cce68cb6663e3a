package io.sipvault.agent.roll;

import io.sipvault.ingest.chunk.format.SealedChunk;

/** What became of a spool file. Times are capture times in nanoseconds since 1970. */
record PackedChunk(SealedChunk sealed, long packets, long firstNs, long lastNs) {}
