package io.sipvault.agent.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A call of which a message matched scopes: its other messages and its media count for them, too. Safe for use by many threads. */
final class TrackedCall {
    private volatile List<ActiveScope> scopes = List.of();
    private volatile boolean hungUp;
    private volatile long hungUpNanos;

    List<ActiveScope> scopes() {
        return scopes;
    }

    /** @return those that are new to it */
    synchronized Set<ActiveScope> add(Set<ActiveScope> counting) {
        Set<ActiveScope> fresh = new LinkedHashSet<>(counting);
        scopes.forEach(fresh::remove);
        if (!fresh.isEmpty()) {
            scopes = Stream.concat(scopes.stream(), fresh.stream()).toList();
        }
        return fresh;
    }

    /** Drops scopes that nothing of it can count for any more. */
    synchronized void forgetEnded(long nanos) {
        if (scopes.stream().anyMatch(scope -> isOver(scope, nanos))) {
            scopes = scopes.stream().filter(scope -> !isOver(scope, nanos)).toList();
        }
    }

    private static boolean isOver(ActiveScope scope, long nanos) {
        return !scope.isRunning(nanos) && !scope.keepsMedia(nanos);
    }

    void begun() {
        hungUp = false;
    }

    void hungUp(long nanos) {
        if (!hungUp) {
            hungUpNanos = nanos;
            hungUp = true;
        }
    }

    /** Whether what is at its endpoints may still be its media. */
    boolean mayHaveMedia(long nanos) {
        return !hungUp || nanos - hungUpNanos < ActiveScope.MEDIA_LINGERS_NS;
    }
}
