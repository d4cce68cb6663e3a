package io.sipvault.agent.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a scope goes.
 *
 * @param state
 *            running, stopped or expired
 * @param matchedMessages
 *            since the agent started, as all counts
 * @param calls
 *            Call-IDs of which a message matched
 * @param mediaPackets
 *            that were kept for it
 * @param droppedEvents
 *            that nobody can read any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScopeStatus(String id, String state, Criteria criteria, boolean captureRtp, boolean capturePcap,
        Instant startedAt, Instant expiresAt, @Nullable Instant endedAt, long matchedMessages, long calls,
        long mediaPackets, long droppedEvents) {
    static ScopeStatus of(ActiveScope active) {
        Scope scope = active.scope;
        return new ScopeStatus(scope.id(), active.state().name().toLowerCase(Locale.ROOT), scope.criteria(),
                scope.captureRtp(), scope.capturePcap(), active.startedAt, scope.expiresAt(), active.endedAt(),
                active.messages.sum(), active.calls.sum(), active.mediaPackets.sum(), active.droppedEvents.sum());
    }
}
