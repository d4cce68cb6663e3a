package io.sipvault.indexer.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Queries that are one pasted value and nothing else: a telephone number with its spaces and parentheses, or a Call-ID,
 * which may hold any sign that otherwise has a meaning (RFC 3261 25.1, {@code word}).
 */
final class LoneValue {
    private static final Pattern FIELD = Pattern.compile("[-(]*([A-Za-z][A-Za-z_-]*)(?::|=|!=|<|>)(.*)",
            Pattern.DOTALL);
    private static final Pattern SIGNS_OF_CALL_ID = Pattern.compile("[^\"(\\[].*[()\"].*");

    private LoneValue() {}

    /** The tree of such a query, or null when the text is none. */
    static @Nullable QueryNode read(String query, FieldValues values) {
        String text = query.strip();
        int position = query.indexOf(text);
        FreeText free = new FreeText(values);
        if (FreeText.isLoneNumber(text)) {
            return free.classify(RawValue.literal(text, position));
        }
        Matcher matcher = FIELD.matcher(text);
        QueryField field = matcher.matches() ? QueryField.find(matcher.group(1)) : null;
        if (field != null) {
            return ofField(field, matcher, text);
        }
        return isCallId(text) ? free.classify(callId(text, position)) : null;
    }

    private static @Nullable QueryNode ofField(QueryField field, Matcher matcher, String text) {
        String value = matcher.group(2).strip();
        boolean plain = text.startsWith(matcher.group(1)) && ":=".indexOf(text.charAt(matcher.end(1))) >= 0;
        boolean callId = field == QueryField.CALL_ID && hasNoSpace(value) && SIGNS_OF_CALL_ID.matcher(value).matches();
        boolean number = field.kind() == QueryField.Kind.NUMBER && FreeText.isLoneNumber(value)
                && (value.startsWith("+") || value.indexOf('(') > 0);
        return plain && (callId || number) ? new QueryNode.Term(field, value) : null;
    }

    private static boolean isCallId(String text) {
        boolean grouped = text.startsWith("(") && text.endsWith(")");
        boolean quoted = text.startsWith("\"") && text.endsWith("\"");
        return text.indexOf('@') >= 0 && hasNoSpace(text) && !grouped && !quoted;
    }

    private static boolean hasNoSpace(String text) {
        return text.chars().noneMatch(c -> QueryReader.isSpace((char) c));
    }

    /** A star at an end is a wildcard, within it is a sign of the Call-ID. */
    private static RawValue callId(String text, int position) {
        RawValue raw = RawValue.literal(text, position);
        if (text.startsWith("*@")) {
            raw.literal().clear(0);
        }
        if (text.endsWith("*")) {
            raw.literal().clear(text.length() - 1);
        }
        return raw;
    }
}
