package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.WitnessedMessage;
import io.sipvault.ingest.sip.SipMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What ties legs of a call together for certain: equal keys are one call. A key is written {@code kind:value}: Session-ID
 * (RFC 7989, both halves, they swap), configured headers, and the Call-IDs that a dialog replaces (RFC 3891) or is.
 */
final class LinkKeys {
    private static final List<String> HEADERS = List.of("X-CID", "X-Call-ID");
    private static final String CALL_ID = "call-id:";
    private static final int LONGEST = 256;
    private static final String NIL_UUID = "00000000000000000000000000000000";

    private LinkKeys() {
    }

    static List<String> of(List<WitnessedMessage> messages) {
        Set<String> keys = new TreeSet<>();
        for (WitnessedMessage m : messages) {
            of(m.message(), keys);
        }
        keys.remove(ofCallId(messages.getFirst().message().callId()));
        return new ArrayList<>(keys);
    }

    /** The key by which others name a dialog; every dialog has it, so it is not listed. */
    static String ofCallId(String callId) {
        return CALL_ID + callId;
    }

    /** The Call-ID that a key names; null for a key of another kind. */
    static @Nullable String callIdOf(String key) {
        return key.startsWith(CALL_ID) ? key.substring(CALL_ID.length()) : null;
    }

    private static void of(SipMessage message, Set<String> keys) {
        sessionId(message.header("Session-ID"), keys);
        for (String header : HEADERS) {
            String value = message.header(header);
            if (value != null) {
                add(CALL_ID, value.strip(), keys);
            }
        }
        String replaces = message.header("Replaces");
        if (replaces != null && message.isRequest()) {
            int end = replaces.indexOf(';');
            add(CALL_ID, (end < 0 ? replaces : replaces.substring(0, end)).strip(), keys);
        }
    }

    private static void sessionId(@Nullable String value, Set<String> keys) {
        if (value == null) {
            return;
        }
        int end = value.indexOf(';');
        uuid(end < 0 ? value : value.substring(0, end), keys);
        String lower = value.toLowerCase(Locale.ROOT);
        int remote = lower.indexOf("remote=");
        if (remote >= 0) {
            int stop = lower.indexOf(';', remote);
            uuid(lower.substring(remote + "remote=".length(), stop < 0 ? lower.length() : stop), keys);
        }
    }

    private static void uuid(String text, Set<String> keys) {
        String uuid = text.strip().toLowerCase(Locale.ROOT);
        if (uuid.length() == NIL_UUID.length() && !uuid.equals(NIL_UUID)) {
            add("session-id:", uuid, keys);
        }
    }

    private static void add(String kind, String value, Set<String> keys) {
        if (!value.isEmpty() && value.length() <= LONGEST) {
            keys.add(kind + value);
        }
    }
}
