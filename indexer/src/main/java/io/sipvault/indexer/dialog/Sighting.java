package io.sipvault.indexer.dialog;

import java.util.List;

/**
 * That a vantage saw a message, by its own clock.
 *
 * @param sources
 *            every place that keeps this observation, in order
 */
public record Sighting(String vantage, long timeNs, List<PacketReference> sources) {}
