package io.sipvault.ingest.sip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of a SIP message as text and numbers, RFC 3261 25.1. */
final class SipText {
    /** Longest text that is decoded from one header, in bytes; UDP cannot carry more. */
    static final int MAX_TEXT_BYTES = 65_535;
    static final byte CR = '\r';
    static final byte LF = '\n';

    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (int c = 0; c < 128; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c) || "-.!%*_+`'~".indexOf(c) >= 0;
        }
    }

    private SipText() {}

    static boolean isToken(int c) {
        return TOKEN[c & 0xff];
    }

    static boolean isTokenChar(char c) {
        return c < 128 && TOKEN[c];
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }

    /** Blank or part of a folded line's end. */
    static boolean isWhite(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** ASCII lower case of a letter; other bytes change too, so only for comparing with letters. */
    static int lower(int c) {
        return c | 0x20;
    }

    /** Offset of the next LF, or {@code limit}. */
    static int lineFeed(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && b[i] != LF) {
            i++;
        }
        return i;
    }

    /** End of the text of a line whose LF (or the limit) is at {@code lineFeed}: without its CR. */
    static int lineEnd(byte[] b, int from, int lineFeed) {
        return lineFeed > from && b[lineFeed - 1] == CR ? lineFeed - 1 : lineFeed;
    }

    static int skipWhite(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && isWhite(b[i])) {
            i++;
        }
        return i;
    }

    static int trimEnd(byte[] b, int from, int limit) {
        int i = limit;
        while (i > from && isWhite(b[i - 1])) {
            i--;
        }
        return i;
    }

    /** Digits as a number, {@code Long.MAX_VALUE} when it is larger than that, -1 when they are no digits. */
    static long number(byte[] b, int from, int limit) {
        if (from >= limit) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < limit; i++) {
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return value;
    }

    /** As {@link #number(byte[], int, int)}. */
    static long number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return number(bytes, 0, bytes.length);
    }

    /** UTF-8 where the bytes are that, otherwise ISO 8859-1, which never loses a byte. */
    static String decode(byte[] b, int from, int limit) {
        int length = Math.min(limit - from, MAX_TEXT_BYTES);
        if (length <= 0) {
            return "";
        }
        String text = new String(b, from, length, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : decodeStrictly(b, from, length);
    }

    private static String decodeStrictly(byte[] b, int from, int length) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b, from, length)).toString();
        } catch (CharacterCodingException e) {
            return new String(b, from, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** A folded value on one line: each line end and the white space around it become one space (RFC 3261 7.3.1). */
    static String unfold(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            boolean fold = false;
            while (end < text.length() && isWhite(text.charAt(end))) {
                fold |= text.charAt(end) == '\n';
                end++;
            }
            if (fold) {
                joined.append(' ');
            } else {
                joined.append(text, i, end);
            }
            if (end < text.length()) {
                joined.append(text.charAt(end));
            }
            i = end + 1;
        }
        return joined.toString().strip();
    }

    static boolean equalsIgnoreCase(byte[] b, int from, int limit, String name) {
        if (limit - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!sameLetter(b[from + i], name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLetter(int a, int b) {
        boolean letter = lower(a) >= 'a' && lower(a) <= 'z';
        return a == b || (letter && lower(a) == lower(b));
    }

    static boolean equals(byte[] b, int from, int limit, String text) {
        if (limit - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (b[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
