package io.sipvault.ingest.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words and numbers of SDP lines. */
final class SdpText {
    private SdpText() {}

    /** Offset of the first blank, or the length. */
    static int space(String text) {
        return space(text, 0);
    }

    private static int space(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != ' ' && text.charAt(i) != '\t') {
            i++;
        }
        return i;
    }

    /** Up to {@code max}, otherwise -1. */
    static int number(String digits, int max) {
        long value = unsigned32(digits);
        return value > max ? -1 : (int) value;
    }

    /** 0 to 2^32 - 1, otherwise -1. */
    static long unsigned32(String digits) {
        if (digits.isEmpty() || digits.length() > 10) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > 0xffff_ffffL ? -1 : value;
    }

    /** 0 when it is none. */
    static int port(String digits) {
        return Math.max(0, number(digits, 65_535));
    }

    /** Digits with at most one point; 0 when it is something else or longer than nine characters. */
    static double decimal(String text) {
        int point = text.indexOf('.');
        boolean plain = isDigits(point < 0 ? text : text.substring(0, point));
        boolean fraction = point < 0 || point + 1 == text.length() || isDigits(text.substring(point + 1));
        return plain && fraction && text.length() < 10 ? Double.parseDouble(text) : 0;
    }

    private static boolean isDigits(String text) {
        return number(text, Integer.MAX_VALUE) >= 0;
    }

    /** The first words of a line, at most {@code max}. */
    static List<String> words(String line, int max) {
        List<String> words = new ArrayList<>();
        int from = wordStart(line, 0);
        while (from < line.length() && words.size() < max) {
            int end = space(line, from);
            words.add(line.substring(from, end));
            from = wordStart(line, end);
        }
        return words;
    }

    private static int wordStart(String line, int from) {
        int i = from;
        while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The word at an index, empty when there are fewer. */
    static String word(List<String> words, int i) {
        return i < words.size() ? words.get(i) : "";
    }

    /** The address of {@code IN IP4 192.0.2.1/127}, without what follows the slash; null when it is not there. */
    static @Nullable String address(String connection) {
        String address = word(words(connection, 3), 2);
        int slash = address.indexOf('/');
        String host = slash < 0 ? address : address.substring(0, slash);
        return host.isEmpty() ? null : host;
    }
}
