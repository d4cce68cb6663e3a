package io.sipvault.indexer.quality;

import org.jspecify.annotations.Nullable;

/**
 * What an analysis assumes beside trace and SDP.
 *
 * @param intervalMs
 *            length of an interval of the series, at least 100; intervals begin at multiples of it since 1970, UTC
 * @param lossConcealment
 *            whether receivers conceal lost G.711 packets (ITU-T G.711 appendix I)
 * @param roundTripMs
 *            network round trip by RTCP; null when unknown, and no conversational score then
 */
public record AnalysisOptions(int intervalMs, boolean lossConcealment, @Nullable Double roundTripMs) {
    private static final int SHORTEST_INTERVAL_MS = 100;

    /** 5 s, concealment, no round trip. */
    public static final AnalysisOptions DEFAULT = new AnalysisOptions(5000, true, null);

    public AnalysisOptions {
        if (intervalMs < SHORTEST_INTERVAL_MS) {
            throw new IllegalArgumentException(
                    "an interval takes at least " + SHORTEST_INTERVAL_MS + " ms, got " + intervalMs);
        }
    }

    public AnalysisOptions withRoundTripMs(@Nullable Double roundTripMs) {
        return new AnalysisOptions(intervalMs, lossConcealment, roundTripMs);
    }
}
