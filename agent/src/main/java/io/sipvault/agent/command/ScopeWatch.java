package io.sipvault.agent.command;

import io.sipvault.agent.collect.PacketWatch;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Flow;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Compares what passes with the scopes that run. Safe for use by many threads. */
final class ScopeWatch implements PacketWatch {
    private static final int MOST_CALLS = 65_536;
    private static final int MOST_ENDPOINTS = 65_536;

    private final EventSink events;
    private final LongSupplier nanoTime;
    private final CallTable calls = new CallTable(MOST_CALLS);
    private final ScopedMedia media = new ScopedMedia(MOST_ENDPOINTS);
    private volatile ScopeIndex index = ScopeIndex.EMPTY;

    ScopeWatch(EventSink events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /** From now on these run. */
    void show(Collection<ActiveScope> running) {
        index = new ScopeIndex(running);
    }

    @Override
    public boolean isActive() {
        return !index.isEmpty() || !media.isEmpty();
    }

    @Override
    public void message(Flow flow, long timeNs, byte[] bytes, SipMessage message, List<Endpoint> announced) {
        SeenMessage seen = new SeenMessage(flow, timeNs, bytes, message);
        TrackedCall call = calls.isEmpty() || !seen.hasCallId() ? null : calls.find(seen.callIdHash());
        Counting found = new Counting(nanoTime);
        if (call != null) {
            call.scopes().forEach(found);
        }
        index.find(seen, found);
        Set<ActiveScope> counting = found.scopes;
        TrackedCall tracked = counting.isEmpty() || !seen.hasCallId() ? call : track(seen.callIdHash(), counting);
        count(seen, counting);
        learn(seen, tracked, announced);
    }

    /** Scopes that a message counts for, each once: of those it is given, which run. */
    private static final class Counting implements Consumer<ActiveScope> {
        private final LongSupplier nanoTime;
        private Set<ActiveScope> scopes = Set.of();

        Counting(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        @Override
        public void accept(ActiveScope scope) {
            if (scope.isRunning(nanoTime.getAsLong())) {
                // of most messages there are none
                scopes = scopes.isEmpty() ? new LinkedHashSet<>() : scopes;
                scopes.add(scope);
            }
        }
    }

    private TrackedCall track(long hash, Set<ActiveScope> counting) {
        TrackedCall call = calls.track(hash);
        call.add(counting).forEach(scope -> scope.calls.increment());
        return call;
    }

    private void count(SeenMessage seen, Set<ActiveScope> counting) {
        for (ActiveScope scope : counting) {
            scope.messages.increment();
            events.event(scope, seen);
        }
    }

    /** @param call of scopes that the message belongs to; null when it belongs to none */
    private void learn(SeenMessage seen, @Nullable TrackedCall call, List<Endpoint> announced) {
        if (call == null) {
            if (!announced.isEmpty() && !media.isEmpty()) {
                media.announceByOther(announced, seen.timeNs);
            }
            return;
        }
        long nanos = nanoTime.getAsLong();
        if (seen.message.isRequest()) {
            switch (seen.message.method()) {
                case "INVITE" -> call.begun();
                case "BYE", "CANCEL" -> call.hungUp(nanos);
                default -> {
                    // says nothing of the call's end
                }
            }
        }
        if (!announced.isEmpty() && call.scopes().stream().anyMatch(scope -> scope.keepsMedia(nanos))) {
            media.announce(announced, call, seen.timeNs);
        }
    }

    @Override
    public boolean keepsMedia(Packet packet) {
        return !media.isEmpty() && media.takes(packet, nanoTime.getAsLong());
    }

    /** Forgets calls and endpoints that count for nothing any more. */
    void forgetEnded() {
        long nanos = nanoTime.getAsLong();
        calls.forgetEnded(nanos);
        media.forgetEnded(nanos);
    }
}
