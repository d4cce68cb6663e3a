package io.sipvault.ingest.sip;

/** Finds one parameter of a header value in its bytes, without making text of the rest. */
final class ParameterScan {
    private ParameterScan() {}

    /** The value of the parameter outside quotes and brackets of the first value, empty when absent. */
    static String find(byte[] b, int from, int limit, String name, boolean stopAtComma) {
        int at = valueOffset(b, from, limit, name, stopAtComma);
        if (at < 0) {
            return "";
        }
        int end = at;
        while (end < limit && b[end] != ';' && !SipText.isWhite(b[end]) && !(stopAtComma && b[end] == ',')) {
            end++;
        }
        return Parameters.unquote(SipText.decode(b, at, end));
    }

    /** Offset of the parameter's value, -1 when the parameter is absent or has none. */
    static int valueOffset(byte[] b, int from, int limit, String name, boolean stopAtComma) {
        boolean quotes = true;
        for (int i = from; i < limit; i++) {
            int c = b[i];
            if (c == '"' && quotes) {
                int close = quoteEnd(b, i, limit);
                quotes = close > i;
                i = close;
            } else if (c == '<') {
                i = bracketEnd(b, i, limit);
            } else if (c == ',' && stopAtComma) {
                return -1;
            } else if (c == ';') {
                int value = valueAt(b, i + 1, limit, name);
                if (value >= 0) {
                    return value;
                }
            }
        }
        return -1;
    }

    private static int valueAt(byte[] b, int afterSemicolon, int limit, String name) {
        int start = SipText.skipWhite(b, afterSemicolon, limit);
        int end = Math.min(limit, start + name.length());
        if (!SipText.equalsIgnoreCase(b, start, end, name)) {
            return -1;
        }
        int equals = SipText.skipWhite(b, end, limit);
        int value = equals < limit && b[equals] == '=' ? SipText.skipWhite(b, equals + 1, limit) : -1;
        return value < limit ? value : -1;
    }

    /** Of the closing quote; of the opening one when it is never closed, so that the rest is still read. */
    private static int quoteEnd(byte[] b, int open, int limit) {
        for (int i = open + 1; i < limit; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                return i;
            }
        }
        return open;
    }

    private static int bracketEnd(byte[] b, int open, int limit) {
        int i = open;
        while (i < limit && b[i] != '>') {
            i++;
        }
        return i;
    }
}
