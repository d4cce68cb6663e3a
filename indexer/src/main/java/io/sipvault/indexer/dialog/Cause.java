package io.sipvault.indexer.dialog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy made its answer of. A proxy does not hand on a 503, for instance, since that would speak of the proxy
 * itself (RFC 3261 16.7): the caller is told 500, and the reason is to be found a hop further.
 */
final class Cause {
    private static final int REQUEST_TERMINATED = 487;

    private Cause() {}

    /** The last failure that came to the sender of an answer before it; null when the answer was handed on as it is. */
    static @Nullable FinalAnswer of(SeenMessage answer, List<SeenMessage> messages) {
        if (answer.status() < 300 || !answer.method().equals("INVITE")) {
            return null;
        }
        SeenMessage last = null;
        for (SeenMessage message : messages) {
            if (message.timeNs() <= answer.timeNs() && isBehind(answer, message)) {
                if (message.status() == answer.status()) {
                    return null;
                }
                last = message;
            }
        }
        return last == null ? null : FinalAnswer.of(last);
    }

    private static boolean isBehind(SeenMessage answer, SeenMessage message) {
        boolean failure = message.isFinal() && !message.isSuccess() && message.isOriginal()
                && message.status() != REQUEST_TERMINATED && message.status() != 401 && message.status() != 407;
        return failure && message.method().equals(answer.method()) && message.cseq() == answer.cseq()
                && message.transactionId() != answer.transactionId()
                && message.flow().destination().withPort(0).equals(answer.flow().source().withPort(0));
    }
}
