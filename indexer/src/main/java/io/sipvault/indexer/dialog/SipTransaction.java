package io.sipvault.indexer.dialog;

import io.sipvault.ingest.transport.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request and its responses on one hop (RFC 3261 17): equal top Via branch, CSeq number and method. The ACK of a
 * failed INVITE belongs to it, the ACK of an answer is a transaction of its own.
 */
final class SipTransaction {
    private final int id;
    private final String method;
    private final List<SeenMessage> messages = new ArrayList<>(4);

    SipTransaction(int id, String method) {
        this.id = id;
        this.method = method;
    }

    int id() {
        return id;
    }

    String method() {
        return method;
    }

    void add(SeenMessage message) {
        message.transactionId(id);
        messages.add(message);
    }

    SeenMessage first() {
        return messages.getFirst();
    }

    List<SeenMessage> messages() {
        return messages;
    }

    /** The request as it was first sent; null when only responses were seen. */
    @Nullable
    SeenMessage request() {
        return first(message -> message.isRequest(method));
    }

    /** First response that fits. */
    @Nullable
    SeenMessage response(Predicate<SeenMessage> fits) {
        return first(message -> message.isResponse() && fits.test(message));
    }

    /** The 2xx if there is one, otherwise the first final response. */
    @Nullable
    SeenMessage finalResponse() {
        SeenMessage success = response(SeenMessage::isSuccess);
        return success != null ? success : response(SeenMessage::isFinal);
    }

    boolean isOpen() {
        return response(SeenMessage::isFinal) == null;
    }

    /** The way of the request. */
    Flow flow() {
        return first().isRequest() ? first().flow() : first().flow().reversed();
    }

    private @Nullable SeenMessage first(Predicate<SeenMessage> fits) {
        for (SeenMessage message : messages) {
            if (fits.test(message)) {
                return message;
            }
        }
        return null;
    }
}
