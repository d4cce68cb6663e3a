package io.sipvault.agent.roll;

import io.sipvault.ingest.chunk.format.SealedChunk;

/**
 * What became of a spool file.
 *
 * @param firstNs
 *            capture time of the first packet or record, nanoseconds since 1970; means nothing without any
 * @param unreadBytes
 *            bytes of the file behind a damage, which cannot be told apart any more
 */
record PackedChunk(SealedChunk sealed, long packets, long firstNs, long lastNs, long unreadBytes) {}
