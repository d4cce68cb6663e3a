package io.sipvault.indexer.query;

import java.util.Arrays;
import java.util.List;

/** The query language in a few lines, for {@code --help}, the portal and the documentation. */
public final class QueryHelp {
    private static final int NAME_COLUMN = 10;
    private static final List<Example> EXAMPLES = List.of(
            new Example("+1 (555) 443-0191", "calls of a number, in any form"),
            new Example("a84b4c76e66710@pc33.example.com", "the call with this Call-ID"),
            new Example("status:5xx after:today", "what failed today"),
            new Example("from:1555* problem:one_way_audio", "one-way audio of callers that begin so"),
            new Example("number:*4430191 duration>60s", "by the last digits, longer than a minute"),
            new Example("mos<3.5 (codec:PCMU OR codec:PCMA) -tenant:lab", "bad G.711 calls outside the lab"),
            new Example("ip:10.0.0.0/8 \"no route to\"", "a phrase in any header or log line"));

    private QueryHelp() {}

    /** A query and what it finds. */
    public record Example(String query, String meaning) {}

    /** The names of all fields, in the order of the help. */
    public static List<String> fieldNames() {
        return Arrays.stream(QueryField.values()).map(QueryField::text).toList();
    }

    public static List<Example> examples() {
        return EXAMPLES;
    }

    /** What a field takes: a clause such as "a whole number from 0 to 65535". */
    public static String takes(QueryField field) {
        return FieldValues.expected(field);
    }

    /** The whole help as plain text, lines ended by {@code \n}. */
    public static String text() {
        StringBuilder text = new StringBuilder(4_096);
        text.append("""
                Words side by side must all be there. AND, OR, NOT (or -word) and parentheses; "a phrase"; begin*.
                field:value, field:"a value", field:(a OR b), field>=3, field<500ms, field!=x, field:[3 TO 5], field:*

                """);
        for (QueryField field : QueryField.values()) {
            appendField(text, field);
        }
        text.append("\nExamples:\n");
        EXAMPLES.forEach(example -> text.append("  ").append(example.query()).append("\n      ")
                .append(example.meaning()).append('\n'));
        return text.toString();
    }

    private static void appendField(StringBuilder text, QueryField field) {
        text.append("  ").append(field.text()).append(" ".repeat(Math.max(1, NAME_COLUMN - field.text().length())))
                .append(field.synopsis());
        boolean closed = switch (field.kind()) {
            case STATE, PROBLEM, HAS -> true;
            default -> false;
        };
        if (closed) {
            text.append(": ").append(takes(field));
        }
        text.append('\n');
    }
}
