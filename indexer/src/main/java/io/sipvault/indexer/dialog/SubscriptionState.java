package io.sipvault.indexer.dialog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The Subscription-State of a NOTIFY, RFC 6665 8.2.3.
 *
 * @param word
 *            in lower case, empty when absent
 * @param expiresSec
 *            null when not given
 */
record SubscriptionState(String word, @Nullable Long expiresSec) {
    static SubscriptionState of(SeenMessage notify) {
        String value = notify.message().header("Subscription-State");
        if (value == null) {
            return new SubscriptionState("", null);
        }
        String[] pieces = value.toLowerCase(Locale.ROOT).split(";", 8);
        Long expires = null;
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            expires = piece.startsWith("expires=") ? Lifetime.seconds(piece.substring(8)) : expires;
        }
        return new SubscriptionState(pieces[0].strip(), expires);
    }

    boolean isTerminated() {
        return word.equals("terminated");
    }
}
