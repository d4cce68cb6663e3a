package io.sipvault.indexer.call;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sipvault.ingest.sip.SipMessage;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the messages of a leg what ties it to others. Safe for several threads. */
public final class LinkKeys {
    private static final int MAX_VALUE_LENGTH = 512;
    private static final int MAX_KEYS_OF_MESSAGE = 16;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{32}");
    private static final String NIL_UUID = "0".repeat(32);
    private static final Pattern REMOTE = Pattern.compile("(?i);\\s*remote\\s*=\\s*\"?([0-9a-f-]+)");
    private static final Pattern ICID = Pattern
            .compile("(?i)(?:^|[;,]|\\s)icid-value\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s]+))");
    private static final Pattern DIALOG_PARAMETER = Pattern.compile("(?i)\\s*;\\s*(?:to-tag|from-tag|early-only)\\b");
    private static final Pattern URI_REPLACES = Pattern.compile("(?i)[?&](replaces|join)=([^&>\\s]+)");

    private static final int LEAST_CORRELATION = 8;
    private static final Pattern CHANNEL_NAME = Pattern.compile("\\w+/.*-[0-9a-f]{8}");

    /** With the headers that carry a Call-ID from leg to leg in common equipment. */
    public static final LinkKeys COMMON = new LinkKeys(LinkHeaders.parse(LinkHeaders.COMMON, "default"));

    private final List<HeaderRule> rules;

    /**
     * A header that ties legs.
     *
     * @param value
     *            its first group, or all of it when it has none, is what is compared; headers it is not found in say
     *            nothing
     */
    public record HeaderRule(String name, Pattern value) {
        /** A header whose whole value is compared. */
        public static HeaderRule whole(String name) {
            return new HeaderRule(name, Pattern.compile("\\S+"));
        }
    }

    /**
     * @param rules
     *            in the order in which they are tried; all that are found count
     */
    public LinkKeys(List<HeaderRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The keys of one message, at most 16, the Call-ID first; a leg has those of all its messages. */
    public Set<LinkKey> of(SipMessage message) {
        Set<LinkKey> keys = new LinkedHashSet<>();
        add(keys, message.callId().isEmpty() ? null : new LinkKey.SameCallId(message.callId()));
        addSessionId(keys, value(message, "Session-ID"));
        addReplaced(keys, "Replaces", value(message, "Replaces"));
        addReplaced(keys, "Join", value(message, "Join"));
        addReferred(keys, value(message, "Refer-To"));
        add(keys, chargingVector(value(message, "P-Charging-Vector")));
        for (HeaderRule rule : rules) {
            add(keys, configured(rule, value(message, rule.name)));
        }
        return keys;
    }

    /**
     * The key in a correlation id of HEP; none when it is too short to mean one call, or a channel's name of Asterisk: those
     * begin anew when it restarts.
     */
    public static Set<LinkKey> ofCorrelation(String id) {
        boolean says = id.length() >= LEAST_CORRELATION && !CHANNEL_NAME.matches(id);
        return says ? Set.of(new LinkKey.HepCorrelation(id)) : Set.of();
    }

    private static void add(Set<LinkKey> keys, @Nullable LinkKey key) {
        if (key != null && keys.size() < MAX_KEYS_OF_MESSAGE) {
            keys.add(key);
        }
    }

    private static void addSessionId(Set<LinkKey> keys, String header) {
        if (!header.isEmpty()) {
            int semicolon = header.indexOf(';');
            add(keys, sessionId(semicolon < 0 ? header : header.substring(0, semicolon)));
            Matcher remote = REMOTE.matcher(header);
            add(keys, remote.find() ? sessionId(remote.group(1)) : null);
        }
    }

    /** The nil UUID says that a side is not yet known (RFC 7989 5). */
    private static LinkKey.@Nullable SessionId sessionId(String half) {
        String uuid = half.strip().replace("-", "").toLowerCase(Locale.ROOT);
        return UUID.matches(uuid) && !uuid.equals(NIL_UUID) ? new LinkKey.SessionId(uuid) : null;
    }

    /** {@code call-id;to-tag=...;from-tag=...}; a Call-ID seen in the wild may hold a semicolon itself. */
    private static void addReplaced(Set<LinkKey> keys, String header, String value) {
        if (value.isEmpty()) {
            return;
        }
        Matcher parameter = DIALOG_PARAMETER.matcher(value);
        String callId = (parameter.find() ? value.substring(0, parameter.start()) : value).strip();
        add(keys, callId.isEmpty() ? null : new LinkKey.Replaces(header, callId));
    }

    private static void addReferred(Set<LinkKey> keys, String referTo) {
        if (referTo.isEmpty()) {
            return;
        }
        Matcher replaces = URI_REPLACES.matcher(referTo);
        if (replaces.find()) {
            addReplaced(keys, "Refer-To", decoded(replaces.group(2)));
        }
    }

    /** In a URI a plus sign is one. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static LinkKey.@Nullable ChargingVector chargingVector(String header) {
        if (header.isEmpty()) {
            return null;
        }
        Matcher icid = ICID.matcher(header);
        if (!icid.find()) {
            return null;
        }
        String quoted = icid.group(1);
        String value = quoted != null ? quoted : icid.group(2);
        return value.isBlank() ? null : new LinkKey.ChargingVector(value);
    }

    private static LinkKey.@Nullable ConfiguredHeader configured(HeaderRule rule, String header) {
        if (header.isEmpty()) {
            return null;
        }
        Matcher value = rule.value.matcher(header);
        if (!value.find()) {
            return null;
        }
        String captured = value.groupCount() > 0 ? value.group(1) : value.group();
        return captured == null || captured.isBlank()
                ? null
                : new LinkKey.ConfiguredHeader(rule.name, captured.strip());
    }

    /** A header's value; empty when it is absent or too long to be an identifier. */
    private static String value(SipMessage message, String name) {
        String value = message.header(name);
        return value == null || value.length() > MAX_VALUE_LENGTH ? "" : value;
    }
}
