package io.sipvault.indexer.quality;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a stream's time in which something arrived or was lost.
 *
 * @param startNs
 *            a multiple of the interval's length since 1970, UTC
 * @param packets
 *            that arrived in it, with duplicates
 * @param lost
 *            packets whose expected time lies in it: by even steps between the arrivals around the loss
 * @param discarded
 *            that the fixed jitter buffer would have thrown away
 * @param jitterMs
 *            mean of the running jitter; null where nothing was compared
 * @param mos
 *            listening quality of these packets alone; null where the stream has no score or nothing is here
 */
public record QualityInterval(long startNs, int packets, int lost, int discarded, @Nullable Double jitterMs,
        @Nullable Double mos) {}
