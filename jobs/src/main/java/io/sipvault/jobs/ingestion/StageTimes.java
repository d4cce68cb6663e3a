package io.sipvault.jobs.ingestion;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How long the stages took since they were told last: decoding is summed over threads. */
public final class StageTimes {
    private static final double SECOND = 1e9;

    private final AtomicLong decodeNs = new AtomicLong();
    private final AtomicLong foldNs = new AtomicLong();

    void decoded(long ns) {
        decodeNs.addAndGet(ns);
    }

    void folded(long ns) {
        foldNs.addAndGet(ns);
    }

    /** {@code decode 1.9 s of threads, fold 1.2 s}; begins anew. */
    public String tell() {
        return String.format(Locale.ROOT, "decode %.1f s of threads, fold %.1f s", decodeNs.getAndSet(0) / SECOND,
                foldNs.getAndSet(0) / SECOND);
    }
}
