package io.sipvault.agent.command;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A scope that runs, or did. It ends by a clock that nobody sets. Safe for use by many threads. */
final class ActiveScope {
    /** How much longer than the scope its media is kept: calls end with a delay. */
    static final long MEDIA_LINGERS_NS = 60_000_000_000L;

    /** How it goes. */
    enum State {
        RUNNING, STOPPED, EXPIRED
    }

    final Scope scope;
    final Instant startedAt;
    final LongAdder messages = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder mediaPackets = new LongAdder();
    final LongAdder droppedEvents = new LongAdder();
    private volatile State state = State.RUNNING;
    private volatile @Nullable Instant endedAt;
    /** When it ends, or did, by the monotonic clock. */
    private volatile long endNanos;

    /** @param endNanos when it ends at the latest, by the monotonic clock */
    ActiveScope(Scope scope, Instant startedAt, long endNanos) {
        this.scope = scope;
        this.startedAt = startedAt;
        this.endNanos = endNanos;
    }

    boolean isRunning(long nanos) {
        return state == State.RUNNING && nanos - endNanos < 0;
    }

    /** Whether media of its calls is to be kept. */
    boolean keepsMedia(long nanos) {
        return scope.captureRtp() && nanos - endNanos < MEDIA_LINGERS_NS;
    }

    /** Ends it, if it has not ended. */
    void end(State how, Instant when, long nanos) {
        if (state == State.RUNNING) {
            endNanos = nanos - endNanos < 0 ? nanos : endNanos;
            endedAt = when;
            state = how;
        }
    }

    State state() {
        return state;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }
}
