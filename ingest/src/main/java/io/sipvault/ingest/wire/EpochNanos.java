package io.sipvault.ingest.wire;

import java.time.Instant;

/** Times as nanoseconds since 1970, which reach from 1677 to 2262. */
public final class EpochNanos {
    private static final long PER_SECOND = 1_000_000_000L;

    private EpochNanos() {}

    public static Instant instant(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, PER_SECOND), Math.floorMod(ns, PER_SECOND));
    }

    /**
     * The other way round.
     *
     * @throws ArithmeticException
     *             when the time is beyond what nanoseconds reach
     */
    public static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
    }
}
