package io.sipvault.indexer.dialog;

import io.sipvault.ingest.sip.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * Which of a Call-ID's usages (RFC 5057) a message belongs to. The message alone decides, by its CSeq method, so that
 * pieces of a capture that are decoded apart agree.
 *
 * <p>
 * REFER and everything that only lives inside a call belongs to INVITE. OPTIONS and MESSAGE are entries of their own
 * even when they are sent inside a call: their requests could be told apart by the To tag, their responses could not.
 * A NOTIFY with {@code Event: refer} tells how a transfer went and belongs to the call; every other NOTIFY belongs to a
 * subscription, and so does a response to a NOTIFY, which names no event.
 */
public enum UsageKind {
    INVITE, REGISTER, SUBSCRIBE, OPTIONS, MESSAGE, PUBLISH, OTHER;

    public static UsageKind of(SipMessage message) {
        String method = message.cseqMethod().isEmpty() ? message.method() : message.cseqMethod();
        return switch (method) {
            case "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "REFER" -> INVITE;
            case "NOTIFY" -> isRefer(message.header("Event")) ? INVITE : SUBSCRIBE;
            case "SUBSCRIBE" -> SUBSCRIBE;
            case "REGISTER" -> REGISTER;
            case "OPTIONS" -> OPTIONS;
            case "MESSAGE" -> MESSAGE;
            case "PUBLISH" -> PUBLISH;
            default -> OTHER;
        };
    }

    private static boolean isRefer(@Nullable String event) {
        if (event == null) {
            return false;
        }
        int semicolon = event.indexOf(';');
        String name = semicolon < 0 ? event : event.substring(0, semicolon);
        return name.strip().equalsIgnoreCase("refer");
    }
}
