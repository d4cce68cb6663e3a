package io.sipvault.ingest.transport;

/**
 * What the reassembly of streams gave up.
 *
 * @param conflictingBytes
 *            retransmitted bytes that differed from the first copy, which wins
 * @param notSipDirections
 *            directions whose bytes showed that they carry something else
 * @param oversizedBytes
 *            bytes that could be no part of a message of at most 1 MiB
 * @param memoryBytes
 *            bytes dropped because the bound on memory was reached
 */
public record StreamDrops(long conflictingBytes, long notSipDirections, long oversizedBytes, long memoryBytes) {}
