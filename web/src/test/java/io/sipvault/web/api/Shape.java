package io.sipvault.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a client with types reads of an answer: members, each as {@code name kind}, where a dot in a name leads into an object
 * and a question mark behind a kind allows null.
 */
record Shape(List<String> members) {
    private static final Pattern MEMBER = Pattern.compile("([\\w.]+) (text|whole|number|flag|time|list)(\\??)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    static Shape of(String... members) {
        return new Shape(List.of(members));
    }

    /** Fails where a client would. */
    void reads(JsonNode answer) {
        for (String member : members) {
            Matcher parts = MEMBER.matcher(member);
            assertThat(parts.matches()).as(member).isTrue();
            JsonNode value = answer.at("/" + parts.group(1).replace('.', '/'));
            assertThat(value.isMissingNode()).as("%s is missing in %s", member, answer).isFalse();
            assertThat(value.isNull() ? !parts.group(3).isEmpty() : is(value, parts.group(2)))
                    .as("%s, which is %s, in %s", member, value, answer).isTrue();
        }
    }

    private static boolean is(JsonNode value, String kind) {
        return switch (kind) {
            case "text" -> value.isString();
            case "whole" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "flag" -> value.isBoolean();
            case "time" -> value.isString() && TIME.matcher(value.asString()).matches();
            default -> value.isArray();
        };
    }
}
