package io.sipvault.indexer.call;

import io.sipvault.ingest.wire.Hash128;
import org.jspecify.annotations.Nullable;

/** The texts by which keys are compared: the kind and a hash, so that no value is too long or looks like another kind. */
public final class MatchText {
    private static final String CALL_ID = "call-id";

    private MatchText() {}

    /** What every leg of a Call-ID, and every leg that names it, is compared by. */
    public static String callId(String callId) {
        return of(CALL_ID, callId);
    }

    /** The hash of the Call-ID that a text stands for; null for a text of another kind. */
    public static @Nullable Hash128 callIdOf(String match) {
        boolean named = match.startsWith(CALL_ID + ":");
        return named ? Hash128.parse(match.substring(CALL_ID.length() + 1)) : null;
    }

    static String of(String kind, String value) {
        return kind + ":" + Hash128.of(value);
    }
}
