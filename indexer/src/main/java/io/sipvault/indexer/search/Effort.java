package io.sipvault.indexer.search;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.lucene.index.QueryTimeout;

/**
 * What a search may cost, and what it left out for that. Its time is looked at between days, and within a day while terms
 * are looked for and documents gathered. For one thread.
 */
final class Effort implements QueryTimeout {
    private final QueryTimeout limit;
    private final Set<Shortfall> shortfalls = EnumSet.noneOf(Shortfall.class);

    Effort(QueryTimeout limit) {
        this.limit = limit;
    }

    /** A limit that begins now; of no time at all, it is up at once. */
    static QueryTimeout from(Duration longest) {
        long begun = System.nanoTime();
        long nanos = longest.toNanos();
        return () -> System.nanoTime() - begun >= nanos;
    }

    /** Whether to stop. Whoever asks has something left to do, so that it is missing when this says yes. */
    @Override
    public boolean shouldExit() {
        if (!isUp() && limit.shouldExit()) {
            shortfalls.add(Shortfall.TIME);
        }
        return isUp();
    }

    /** Whether it was to stop; the time is not looked at. */
    boolean isUp() {
        return shortfalls.contains(Shortfall.TIME);
    }

    void leftOut(Shortfall what) {
        shortfalls.add(what);
    }

    Set<Shortfall> shortfalls() {
        return Set.copyOf(shortfalls);
    }
}
