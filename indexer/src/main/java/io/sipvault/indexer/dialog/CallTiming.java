package io.sipvault.indexer.dialog;

import org.jspecify.annotations.Nullable;

/** Measures the intervals of a dialog between the messages that bound them. */
final class CallTiming {
    private static final long NS_PER_MS = 1_000_000L;

    private CallTiming() {}

    /** Of usages without a call only the delay of a 100 means anything. */
    static DialogTiming ofRequest(@Nullable Attempt attempt) {
        return attempt == null
                ? DialogTiming.NONE
                : new DialogTiming(tryingDelayMs(attempt), null, null, null, null,
                        null);
    }

    static DialogTiming ofCall(@Nullable Attempt invite, @Nullable SeenMessage answer, @Nullable Attempt bye,
            @Nullable Attempt decidedBye) {
        SeenMessage request = invite == null ? null : invite.request();
        SeenMessage progress = invite == null ? null : invite.response(SeenMessage::isProgress);
        SeenMessage success = answer != null && answer.isResponse() ? answer : null;
        SeenMessage byeRequest = bye == null ? null : bye.request();
        return new DialogTiming(invite == null ? null : tryingDelayMs(invite), milliseconds(request, progress),
                milliseconds(request, success), milliseconds(progress, success), teardownMs(decidedBye),
                milliseconds(answer, byeRequest));
    }

    private static @Nullable Long tryingDelayMs(Attempt attempt) {
        return milliseconds(attempt.request(), attempt.response(message -> message.status() == 100));
    }

    private static @Nullable Long teardownMs(@Nullable Attempt bye) {
        return bye == null || bye.isChallenged() ? null : milliseconds(bye.request(), bye.decision());
    }

    private static @Nullable Long milliseconds(@Nullable SeenMessage from, @Nullable SeenMessage to) {
        Long ns = SeenMessage.intervalNs(from, to);
        return ns == null ? null : Long.valueOf((ns + NS_PER_MS / 2) / NS_PER_MS);
    }
}
