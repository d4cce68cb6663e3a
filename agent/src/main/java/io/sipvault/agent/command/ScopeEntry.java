package io.sipvault.agent.command;

import io.sipvault.ingest.transport.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A scope's criteria in the form in which messages are compared with them. */
final class ScopeEntry {
    final ActiveScope scope;
    final byte @Nullable [] callId;
    final @Nullable Party from;
    final @Nullable Party to;
    final @Nullable Network network;
    final byte @Nullable [] domain;
    /** Number of the text in the automaton; -1 for none. */
    final int text;
    final int tenant;
    private final @Nullable String method;

    /** A number, or a user where it is none. */
    record Party(long number, byte[] user) {
        static @Nullable Party of(@Nullable String text) {
            byte[] user = bytes(text);
            return user == null ? null : new Party(Digits.of(user, 0, user.length), user);
        }

        boolean isNumber() {
            return number != Digits.NONE;
        }

        boolean is(UriPart other) {
            return isNumber() ? Digits.endAlike(number, other.number()) : other.hasUser(user);
        }

        boolean isAmong(List<UriPart> parts) {
            for (UriPart part : parts) {
                if (is(part)) {
                    return true;
                }
            }
            return false;
        }
    }

    ScopeEntry(ActiveScope scope, int text, int tenant) {
        Criteria criteria = scope.scope.criteria();
        this.scope = scope;
        this.callId = bytes(criteria.callId());
        this.from = Party.of(criteria.from());
        this.to = Party.of(criteria.to());
        this.network = criteria.providerIp() == null ? null : Network.parse(criteria.providerIp());
        this.domain = criteria.domain() == null ? null : bytes(criteria.domain().toLowerCase(Locale.ROOT));
        this.text = text;
        this.tenant = tenant;
        this.method = criteria.method();
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a message has all that it asks for. */
    boolean matches(SeenMessage seen, FoundTexts texts) {
        return (method == null || method.equals(seen.message.cseqMethod()))
                && (callId == null || hasCallId(seen, callId)) && (from == null || from.isAmong(seen.callers()))
                && (to == null || to.isAmong(seen.called())) && (network == null || hasEnd(seen, network))
                && (domain == null || hasHost(seen, domain)) && (text < 0 || texts.hasText(text))
                && (tenant < 0 || texts.hasWord(tenant));
    }

    private static boolean hasCallId(SeenMessage seen, byte[] wanted) {
        int at = seen.message.callIdOffset();
        return Arrays.equals(seen.bytes, at, at + seen.message.callIdLength(), wanted, 0, wanted.length);
    }

    private static boolean hasEnd(SeenMessage seen, Network wanted) {
        Endpoint source = seen.flow.source();
        return wanted.contains(source) || wanted.contains(seen.flow.destination());
    }

    private static boolean hasHost(SeenMessage seen, byte[] wanted) {
        return hasHost(seen.called(), wanted) || hasHost(seen.from(), wanted);
    }

    private static boolean hasHost(List<UriPart> parts, byte[] wanted) {
        for (UriPart part : parts) {
            if (part.hasHost(wanted)) {
                return true;
            }
        }
        return false;
    }
}
