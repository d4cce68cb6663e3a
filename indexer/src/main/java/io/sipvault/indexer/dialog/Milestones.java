package io.sipvault.indexer.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages on which a dialog turned, by their index; null when not seen.
 *
 * @param request
 *            that counts: of a challenged INVITE the authenticated one
 * @param progress
 *            first 18x to it
 * @param answer
 *            its 2xx
 * @param ack
 *            of that answer
 * @param cancel
 *            of the caller
 * @param bye
 *            that ended the dialog
 * @param byeAnswer
 *            final response to it, after any challenge
 * @param challenges
 *            401 and 407 that no 2xx came after, in order
 */
public record Milestones(@Nullable Integer request, @Nullable Integer progress, @Nullable Integer answer,
        @Nullable Integer ack, @Nullable Integer cancel, @Nullable Integer bye, @Nullable Integer byeAnswer,
        List<Integer> challenges) {
    static Milestones of(@Nullable SeenMessage request, List<Attempt> attempts) {
        return new Milestones(index(request), null, null, null, null, null, null, challenges(attempts));
    }

    static @Nullable Integer index(@Nullable SeenMessage message) {
        return message == null ? null : message.index();
    }

    static List<Integer> challenges(List<Attempt> attempts) {
        int from = 0;
        for (int i = 0; i < attempts.size(); i++) {
            from = attempts.get(i).success() == null ? from : i + 1;
        }
        return attempts.subList(from, attempts.size()).stream().filter(Attempt::isChallenged)
                .map(attempt -> index(attempt.decision())).toList();
    }
}
