package io.sipvault.indexer.call;

import io.sipvault.ingest.wire.Hash128;

/** The texts by which keys are compared: the kind and a hash, so that no value is too long or looks like another kind. */
final class MatchText {
    private MatchText() {}

    static String callId(String callId) {
        return of("call-id", callId);
    }

    static String of(String kind, String value) {
        return kind + ":" + Hash128.of(value);
    }
}
