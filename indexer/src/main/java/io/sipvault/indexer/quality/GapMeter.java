package io.sipvault.indexer.quality;

/** Times between arrivals, of whatever packets. */
final class GapMeter {
    private static final long SILENCE_NS = 500_000_000L;

    private long longestNs;
    private long longestStartNs;
    private int silences;
    private long silenceNs;

    void accept(long fromNs, long toNs) {
        long gapNs = toNs - fromNs;
        if (gapNs > longestNs) {
            longestNs = gapNs;
            longestStartNs = fromNs;
        }
        if (gapNs >= SILENCE_NS) {
            silences++;
            silenceNs += gapNs;
        }
    }

    double longestMs() {
        return longestNs / 1e6;
    }

    long longestStartNs() {
        return longestStartNs;
    }

    int silences() {
        return silences;
    }

    double silenceMs() {
        return silenceNs / 1e6;
    }
}
