package io.sipvault.ingest.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What separates the pieces of a header value: semicolons and commas outside quotes and angle brackets. */
final class Parameters {
    private static final int MAX_PIECES = 256;

    private Parameters() {}

    /**
     * The parameters of a text such as {@code ;tag=1;lr}: names in lower case, values without quotes, empty where there
     * is none. The first of equal names counts.
     */
    static Map<String, String> parse(String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String piece : split(text, ';')) {
            if (!piece.isEmpty()) {
                put(parameters, piece);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    private static void put(Map<String, String> parameters, String piece) {
        int equals = piece.indexOf('=');
        String name = equals < 0 ? piece : piece.substring(0, equals);
        String value = equals < 0 ? "" : unquote(piece.substring(equals + 1).strip());
        parameters.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
    }

    /** The stripped pieces between separators that stand outside quotes and angle brackets, at most 256. */
    static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int end = next(text, 0, separator); pieces.size() < MAX_PIECES; end = next(text, from, separator)) {
            pieces.add(text.substring(from, end).strip());
            if (end == text.length()) {
                break;
            }
            from = end + 1;
        }
        return pieces;
    }

    /** Offset of the next separator outside quotes and angle brackets, or the length. */
    static int next(String text, int from, char separator) {
        int quoteEnd = from;
        int bracketEnd = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator) {
                return i;
            }
            // what is never closed hides nothing, and is not searched again
            if (c == '"' && quoteEnd >= 0) {
                quoteEnd = quoteEnd(text, i);
                i = Math.max(i, quoteEnd);
            } else if (c == '<' && bracketEnd >= 0) {
                bracketEnd = text.indexOf('>', i);
                i = Math.max(i, bracketEnd);
            }
        }
        return text.length();
    }

    /** Offset of the quote that closes the one at {@code open}, -1 when none does. */
    static int quoteEnd(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }

    /** The content of a quoted string without its escapes; other text as it is. */
    static String unquote(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            return text;
        }
        String content = text.substring(1, text.length() - 1);
        return content.indexOf('\\') < 0 ? content : withoutEscapes(content);
    }

    private static String withoutEscapes(String content) {
        StringBuilder plain = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '\\' && i + 1 < content.length()) {
                i++;
                c = content.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
