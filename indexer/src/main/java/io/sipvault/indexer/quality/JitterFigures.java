package io.sipvault.indexer.quality;

/**
 * Interarrival jitter by RFC 3550 A.8 in ms, without rounding; all 0 where {@code samples} is 0.
 *
 * @param endMs
 *            after the last packet
 * @param meanMs
 *            of its values after each sample
 * @param maxMs
 *            largest of these values
 * @param samples
 *            pairs of packets that were compared
 * @param resets
 *            times a comparison was left out: codec or clock change, sequence or timestamp restart, silence, hold, what
 *            follows comfort noise or telephone-events
 */
public record JitterFigures(double endMs, double meanMs, double maxMs, int samples, int resets) {}
