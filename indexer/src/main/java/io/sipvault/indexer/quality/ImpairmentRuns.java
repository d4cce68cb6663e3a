package io.sipvault.indexer.quality;

/** Counts packets that were not played, and the runs that they came in, along the sequence. */
final class ImpairmentRuns {
    private long lost;
    private long discarded;
    private long runs;
    private boolean inRun;

    void lose(long count) {
        lost += count;
        enterRun();
    }

    void discard() {
        discarded++;
        enterRun();
    }

    void play() {
        inRun = false;
    }

    private void enterRun() {
        if (!inRun) {
            runs++;
            inRun = true;
        }
    }

    long lost() {
        return lost;
    }

    long discarded() {
        return discarded;
    }

    double share(long expected) {
        return expected == 0 ? 0 : (double) (lost + discarded) / expected;
    }

    /**
     * BurstR of ITU-T G.107 7.5: the mean run over 1 / (1 - p), which random loss of the same share p has; at least 1,
     * as the model knows no loss that is better than random.
     */
    double burstR(long expected) {
        if (runs == 0) {
            return 1;
        }
        double meanRun = (double) (lost + discarded) / runs;
        return Math.max(1, meanRun * (1 - share(expected)));
    }
}
