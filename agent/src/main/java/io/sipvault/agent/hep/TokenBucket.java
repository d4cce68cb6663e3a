package io.sipvault.agent.hep;

import java.time.Duration;

/** Lets so many pass in a period, and as many at once after a pause of one. Not safe for use by several threads. */
final class TokenBucket {
    private final int most;
    private final double perNano;
    private double tokens;
    private long lastNanos;

    /** @param nowNanos of a clock that only goes forward */
    TokenBucket(int most, Duration period, long nowNanos) {
        this.most = most;
        this.perNano = (double) most / period.toNanos();
        this.tokens = most;
        this.lastNanos = nowNanos;
    }

    boolean take(long nowNanos) {
        tokens = Math.min(most, tokens + (nowNanos - lastNanos) * perNano);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
