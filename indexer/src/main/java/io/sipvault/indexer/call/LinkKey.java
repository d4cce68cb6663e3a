package io.sipvault.indexer.call;

import java.util.List;
import java.util.Locale;

/** What ties a leg to others: legs with an equal {@link #matches() match text} belong to one call. */
public sealed interface LinkKey {
    /** Texts, at least one, that are compared with those of other legs. Short, and free of what a value may hold. */
    List<String> matches();

    /** Why legs are tied, a clause for people. */
    String reason();

    /** How much the key says when several tie the same legs: the greatest is shown. */
    int weight();

    /** The leg's own Call-ID: the same call through proxies, and its forked branches. */
    record SameCallId(String callId) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.callId(callId));
        }

        @Override
        public String reason() {
            return "same Call-ID";
        }

        @Override
        public int weight() {
            return 0;
        }
    }

    /** One half of a Session-ID (RFC 7989): the halves swap with the direction and stay through back-to-back agents. */
    record SessionId(String uuid) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.of("session-id", uuid));
        }

        @Override
        public String reason() {
            return "Session-ID " + uuid + " (RFC 7989)";
        }

        @Override
        public int weight() {
            return 2;
        }
    }

    /** A header that this installation's equipment carries from leg to leg, or that names the Call-ID of the other. */
    record ConfiguredHeader(String name, String value) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.of("header-" + name.toLowerCase(Locale.ROOT), value), MatchText.callId(value));
        }

        @Override
        public String reason() {
            return "header " + name + ": " + value;
        }

        @Override
        public int weight() {
            return 3;
        }
    }

    /** A dialog that this leg replaces (RFC 3891), joins (RFC 3911) or sends another to (Refer-To). */
    record Replaces(String header, String callId) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.callId(callId));
        }

        @Override
        public String reason() {
            return header + " names Call-ID " + callId;
        }

        @Override
        public int weight() {
            return 4;
        }
    }

    /** What the sender of HEP says belongs together, or the Call-ID of the other leg. */
    record HepCorrelation(String id) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.of("hep", id), MatchText.callId(id));
        }

        @Override
        public String reason() {
            return "HEP correlation id " + id;
        }

        @Override
        public int weight() {
            return 1;
        }
    }

    /** The charging identifier of an IMS session (RFC 7315 5.6). */
    record ChargingVector(String icid) implements LinkKey {
        @Override
        public List<String> matches() {
            return List.of(MatchText.of("icid", icid));
        }

        @Override
        public String reason() {
            return "P-Charging-Vector icid " + icid;
        }

        @Override
        public int weight() {
            return 1;
        }
    }
}
