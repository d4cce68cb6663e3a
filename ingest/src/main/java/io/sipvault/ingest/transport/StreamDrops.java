package io.sipvault.ingest.transport;

/**
 * What the reassembly of streams gave up.
 *
 * @param conflicts
 *            retransmissions with other bytes than the first copy, which wins
 * @param notSipDirections
 *            directions whose bytes showed that they carry something else
 * @param oversizedBytes
 *            bytes that could be no part of a message within the bounds of {@code SipFramer}
 * @param memoryBytes
 *            bytes dropped because the bound on memory was reached
 */
public record StreamDrops(long conflicts, long notSipDirections, long oversizedBytes, long memoryBytes) {}
