package io.sipvault.agent.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of which a message matched, by a hash of the Call-ID. Those beyond the bound that were seen least recently are forgotten. */
final class CallTable {
    private final int most;
    /** The longest unseen first. */
    private final Map<Long, TrackedCall> calls = new LinkedHashMap<>(256, 0.75f, true);
    private volatile boolean empty = true;

    CallTable(int most) {
        this.most = most;
    }

    boolean isEmpty() {
        return empty;
    }

    synchronized @Nullable TrackedCall find(long callIdHash) {
        return calls.get(callIdHash);
    }

    synchronized TrackedCall track(long callIdHash) {
        TrackedCall call = calls.computeIfAbsent(callIdHash, hash -> new TrackedCall());
        if (calls.size() > most) {
            calls.remove(calls.keySet().iterator().next());
        }
        empty = false;
        return call;
    }

    /** Forgets calls that count for nothing any more. */
    synchronized void forgetEnded(long nanos) {
        calls.values().removeIf(call -> {
            call.forgetEnded(nanos);
            return call.scopes().isEmpty();
        });
        empty = calls.isEmpty();
    }
}
