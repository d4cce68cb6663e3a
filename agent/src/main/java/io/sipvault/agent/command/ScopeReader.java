package io.sipvault.agent.command;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads an order from JSON, and says what is wrong with it. */
final class ScopeReader {
    static final Duration LONGEST = Duration.ofHours(24);
    /** Whoever orders may have another clock. */
    static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private static final Set<String> FIELDS = Set.of("id", "criteria", "capture_rtp", "capture_pcap", "expires_at");
    private static final Set<String> CRITERIA = new TreeSet<>(
            Set.of("from", "to", "tenant", "domain", "provider_ip", "text", "call_id", "method"));
    private static final int LEAST_TEXT = 3;
    private static final int MOST_TEXT = 256;

    private ScopeReader() {}

    /** @throws ForensicException BAD_REQUEST when it is none, with the field and what was expected */
    static Scope read(byte[] body) {
        JsonNode order = parse(body);
        checkNames("the order", order.propertyNames(), FIELDS);
        String id = text(order, "id", 64);
        if (id == null || !id.matches("[A-Za-z0-9_-]{8,64}")) {
            throw refused("id: expected 8 to 64 letters, digits, _ and -, got " + order.path("id"));
        }
        return new Scope(id, criteria(order.path("criteria")), isSet(order, "capture_rtp"),
                isSet(order, "capture_pcap"), time(order));
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode order = CommandJson.MAPPER.readTree(body);
            if (order != null && order.isObject()) {
                return order;
            }
        } catch (JacksonException e) {
            throw refused("the body is no JSON: " + e.getOriginalMessage());
        }
        throw refused("the body is no JSON object: expected {\"id\": ..., \"criteria\": {...}, \"expires_at\": ...}");
    }

    private static void checkNames(String what, Collection<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw refused(what + " has \"" + cut(name) + "\", which is none of " + String.join(", ",
                        new TreeSet<>(known)));
            }
        }
    }

    private static Criteria criteria(JsonNode node) {
        if (!node.isObject()) {
            throw refused("criteria: expected an object with at least one of from, to, tenant, domain, provider_ip,"
                    + " text, call_id");
        }
        checkNames("criteria", node.propertyNames(), CRITERIA);
        Criteria criteria = new Criteria(checked(node, "from", 64, ScopeReader::isUser, "a number or user"),
                checked(node, "to", 64, ScopeReader::isUser, "a number or user"),
                checked(node, "tenant", 64, ScopeReader::isWord, "a code of 2 to 64 letters, digits, _ - and ."),
                checked(node, "domain", 253, ScopeReader::isDomain, "a host name or address, without port"),
                checked(node, "provider_ip", 64, text -> Network.parse(text) != null,
                        "an address or network such as 192.0.2.7 or 10.0.0.0/8"),
                checked(node, "text", MOST_TEXT, ScopeReader::isText, "3 to 256 bytes"),
                checked(node, "call_id", 256, text -> !text.isBlank(), "a Call-ID"),
                checked(node, "method", 32, text -> text.matches("[A-Z]+"), "a method in capitals such as INVITE"));
        if (!criteria.areEnough()) {
            throw refused("criteria: at least one of from, to, tenant, domain, provider_ip, text, call_id is needed;"
                    + " method narrows and is never enough alone");
        }
        return criteria;
    }

    private static @Nullable String checked(JsonNode node, String name, int most, Predicate<String> right,
            String form) {
        String value = text(node, name, most);
        if (value != null && !right.test(value)) {
            throw refused(name + ": expected " + form + ", got \"" + cut(value) + "\"");
        }
        return value;
    }

    private static boolean isUser(String text) {
        return text.strip().equals(text) && !text.isEmpty() && text.indexOf('@') < 0;
    }

    private static boolean isWord(String text) {
        return text.matches("[A-Za-z0-9_.-]{2,64}");
    }

    private static boolean isDomain(String text) {
        return text.matches("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]");
    }

    private static boolean isText(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= LEAST_TEXT && bytes <= MOST_TEXT;
    }

    private static @Nullable String text(JsonNode node, String name, int most) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > most) {
            throw refused(name + ": expected a text of at most " + most + " characters, got "
                    + (value.isString() ? value.stringValue().length() + " characters" : cut(value.toString())));
        }
        return value.stringValue();
    }

    private static boolean isSet(JsonNode order, String name) {
        JsonNode value = order.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refused(name + ": expected true or false, got " + cut(value.toString()));
        }
        return value.asBoolean(false);
    }

    private static Instant time(JsonNode order) {
        String value = text(order, "expires_at", 40);
        try {
            if (value != null) {
                return OffsetDateTime.parse(value).toInstant();
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw refused("expires_at: expected a time such as 2026-06-20T21:30:00Z, got " + value);
    }

    private static String cut(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    static ForensicException refused(String why) {
        return new ForensicException(ErrorCode.BAD_REQUEST, why);
    }
}
