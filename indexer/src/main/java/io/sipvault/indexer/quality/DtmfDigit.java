package io.sipvault.indexer.quality;

/**
 * A key that was pressed, by RFC 4733 events.
 *
 * @param digit
 *            0 to 9, *, #, A to D, or ! for a hook flash
 * @param startNs
 *            arrival of its first packet; where that was lost, what it must have been by the duration in the first seen
 * @param durationMs
 *            longest that its packets tell
 * @param ended
 *            whether a packet with the end bit was seen
 */
public record DtmfDigit(char digit, long startNs, double durationMs, boolean ended) {}
