package io.sipvault.indexer.dialog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call transfer, RFC 3515: it runs from its REFER until a NOTIFY brings a final status or ends the subscription.
 *
 * @param pending
 *            whether it is under way
 * @param target
 *            the Refer-To as written, null without a REFER
 */
record Transfer(boolean pending, @Nullable String target) {
    private static final int STATUS_LINE_BYTES = 16;

    static Transfer of(List<SeenMessage> messages) {
        Transfer transfer = new Transfer(false, null);
        for (SeenMessage message : messages) {
            if (message.isOriginal()) {
                transfer = transfer.after(message);
            }
        }
        return transfer;
    }

    private Transfer after(SeenMessage message) {
        return switch (message.method()) {
            case "REFER" -> message.isRequest() ? asked(message) : answered(message);
            case "NOTIFY" -> message.isRequest() && isOver(message) ? done() : this;
            default -> this;
        };
    }

    private Transfer asked(SeenMessage refer) {
        String referTo = refer.message().header("Refer-To");
        return new Transfer(isReported(refer), referTo == null ? target : referTo);
    }

    private Transfer answered(SeenMessage response) {
        boolean refused = response.status() >= 300;
        return refused || !isReported(response) ? done() : this;
    }

    private Transfer done() {
        return new Transfer(false, target);
    }

    /** {@code Refer-Sub: false} means that no NOTIFY will come (RFC 4488). */
    private static boolean isReported(SeenMessage message) {
        String referSub = message.message().header("Refer-Sub");
        return referSub == null || !referSub.strip().toLowerCase(Locale.ROOT).startsWith("false");
    }

    private static boolean isOver(SeenMessage notify) {
        return SubscriptionState.of(notify).isTerminated() || fragmentStatus(notify) >= 200;
    }

    /** The status in the message/sipfrag body, 0 without one. */
    private static int fragmentStatus(SeenMessage notify) {
        byte[] body = notify.message().body();
        String line = new String(Arrays.copyOf(body, Math.min(body.length, STATUS_LINE_BYTES)),
                StandardCharsets.ISO_8859_1);
        return line.matches("(?s)SIP/2\\.0 [1-6]\\d\\d.*") ? Integer.parseInt(line.substring(8, 11)) : 0;
    }
}
