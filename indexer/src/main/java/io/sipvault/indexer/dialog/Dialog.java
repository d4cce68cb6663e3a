package io.sipvault.indexer.dialog;

import io.sipvault.ingest.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry: what all observations of a Call-ID's usage amount to. Lists are in order of appearance.
 *
 * @param method
 *            of the first message, for a response that of its CSeq
 * @param endSeen
 *            false when only the lack of further messages says that it is over
 * @param startNs
 *            time of the first message
 * @param updatedNs
 *            time of the last one
 * @param answeredNs
 *            time of the 2xx, or of the ACK where that was missed; null without a call
 * @param endedNs
 *            time of the BYE, CANCEL or response that ended it
 * @param dueNs
 *            when state or diagnosis may change though nothing more comes, 0 when they will not
 * @param finalAnswer
 *            final response to the request that counts, null when not seen
 * @param cause
 *            the failure that a hop further answered when the final one was made of it by a proxy (RFC 3261 16.7), else
 *            null
 * @param messageCount
 *            messages that {@code vantages.getFirst()} saw, with retransmissions and hop copies
 * @param retransmits
 *            of these
 * @param durationSec
 *            of the talk; while it goes on, or when its end was missed, from the answer to the last message; 0 without
 *            an answer
 * @param referTo
 *            of the last REFER, as written
 * @param vantages
 *            that saw any of it, the one that counts first
 */
public record Dialog(DialogKey key, DialogState state, boolean endSeen, String method, Parties parties, long startNs,
        long updatedNs, @Nullable Long answeredNs, @Nullable Long endedNs, Side endedBy, long dueNs,
        @Nullable FinalAnswer finalAnswer, @Nullable FinalAnswer cause, DialogTiming timing, int messageCount,
        int retransmits, double durationSec,
        Milestones milestones, @Nullable Registration registration, @Nullable String referTo, List<Hop> hops,
        List<Endpoint> endpoints, List<String> domains, List<NumberMention> numbers, List<String> userAgents,
        List<String> methods, List<Integer> statuses, List<SdpEvent> sdpTimeline, List<MediaBinding> mediaBindings,
        List<String> vantages, List<LadderMessage> messages) {
    public String callId() {
        return key.callId();
    }

    public UsageKind kind() {
        return key.kind();
    }

    public boolean isActive() {
        return state.isActive();
    }

    public boolean isAnswered() {
        return answeredNs != null;
    }

    public String fromUser() {
        return parties.from().user();
    }

    public String toUser() {
        return parties.to().user();
    }

    /** Null when no final response was seen. */
    public @Nullable Integer finalStatus() {
        return finalAnswer == null ? null : finalAnswer.status();
    }

    /** The message that evidence refers to. */
    public LadderMessage message(int index) {
        return messages.get(index);
    }
}
