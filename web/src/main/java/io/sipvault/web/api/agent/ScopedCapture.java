package io.sipvault.web.api.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.sipvault.web.api.agent.AgentCommandResource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a scoped capture of an agent goes.
 *
 * @param state
 *            running, stopped or expired
 * @param startedAt
 *            by the agent's clock, as all its times
 * @param endedAt
 *            null while it runs
 * @param matchedMessages
 *            since the agent started, as all counts
 * @param calls
 *            Call-IDs of which a message matched
 * @param mediaPackets
 *            that were kept for it
 * @param droppedEvents
 *            that nobody can read any more
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ScopedCapture(String id, String state, Criteria criteria, boolean captureRtp, boolean capturePcap,
        @Nullable Instant startedAt, @Nullable Instant expiresAt, @Nullable Instant endedAt, long matchedMessages,
        long calls, long mediaPackets, long droppedEvents) {
    ScopedCapture {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(criteria, "criteria");
    }

    /** Whether that is what was ordered, except for when it ends. */
    boolean isOf(Scope scope) {
        return id.equals(scope.id()) && criteria.equals(scope.criteria()) && captureRtp == scope.captureRtp()
                && capturePcap == scope.capturePcap();
    }

    /** What messages have to have, all of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Criteria(@Nullable String from, @Nullable String to, @Nullable String tenant, @Nullable String domain,
            @Nullable String providerIp, @Nullable String text, @Nullable String callId, @Nullable String method) {}

    /** All of an agent. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record All(List<ScopedCapture> commands) {
        All {
            commands = List.copyOf(commands);
        }
    }

    /**
     * Messages that matched.
     *
     * @param lastSequence
     *            to go on after
     * @param dropped
     *            that nobody can read any more
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Events(List<Event> events, long lastSequence, long dropped) {
        Events {
            events = List.copyOf(events);
        }
    }

    /**
     * A message.
     *
     * @param status
     *            of a response, else null
     * @param encoding
     *            of the text: utf-8, or latin-1 where the bytes are no UTF-8
     * @param truncated
     *            whether the text is only the beginning
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Event(String scope, long sequence, String kind, @Nullable Instant time, @Nullable Between flow,
            String callId, String method, @Nullable Integer status, String text, String encoding, boolean truncated) {}

    /** Transport and ends. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Between(String transport, String source, String destination) {}
}
