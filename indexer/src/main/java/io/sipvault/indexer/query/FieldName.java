package io.sipvault.indexer.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field with the sign after it.
 *
 * @param sign
 *            {@code <}, {@code <=}, {@code >}, {@code >=}, or {@code =} for all that means equal
 * @param signPosition
 *            where the sign begins in the query
 * @param negated
 *            {@code !=}
 */
record FieldName(QueryField field, String sign, int signPosition, boolean negated) {
    private static final List<String> COMPARISONS = List.of("<=", ">=", "<", ">");
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel", "urn", "uuid", "http", "https", "ws", "wss",
            "im", "pres", "mailto", "udp", "tcp", "tls", "sctp");

    boolean compares() {
        return !sign.isEmpty();
    }

    /** Reads a field and its sign; null, without moving, when a word without a field stands here. */
    static @Nullable FieldName read(QueryReader reader) {
        int start = reader.position();
        String name = reader.peekName();
        if (name.isEmpty()) {
            return null;
        }
        QueryField field = QueryField.find(name);
        reader.moveTo(start + name.length());
        boolean negated = reader.accept("!=");
        boolean equal = negated || reader.accept(":") || reader.accept("=");
        String sign = comparison(reader);
        if (field != null && (equal || !sign.isEmpty())) {
            return new FieldName(field, sign, start + name.length(), negated);
        }
        boolean colon = reader.position() == start + name.length() + 1 && reader.peek(-1) == ':';
        boolean compared = !equal && !sign.isEmpty() && Character.isDigit(reader.peek());
        reader.moveTo(start);
        if ((colon && isMeantAsField(name, reader)) || compared) {
            throw unknown(name, start);
        }
        return null;
    }

    /** Takes the sign of a comparison; empty when there is none. */
    static String comparison(QueryReader reader) {
        for (String sign : COMPARISONS) {
            if (reader.accept(sign)) {
                return sign;
            }
        }
        return "";
    }

    /** Addresses, URIs and Call-IDs hold colons too, and are words. */
    private static boolean isMeantAsField(String name, QueryReader reader) {
        String word = reader.peekWord();
        boolean address = NetworkText.parse(QueryField.IP, word) != null;
        boolean uri = SCHEMES.contains(name.toLowerCase(Locale.ROOT)) || word.contains("://");
        boolean identifier = word.indexOf('@') >= 0 && Suggestions.nearest(name, QueryField.allNames()) == null;
        return !address && !uri && !identifier;
    }

    private static QueryRefused unknown(String name, int position) {
        String near = Suggestions.nearest(name, QueryField.allNames());
        String hint = near == null
                ? "put it in quotes to search for the text; the fields are "
                        + String.join(", ", QueryHelp.fieldNames())
                : "did you mean '" + near + "'?";
        return new QueryRefused(position, name.length(),
                "unknown field " + QueryReader.shown(name) + " at position " + position + ": " + hint);
    }
}
