package io.sipvault.ingest.sdp;

import org.jspecify.annotations.Nullable;

/** Words and numbers of SDP lines. */
final class SdpText {
    private SdpText() {}

    /** Offset of the first blank, or the length. */
    static int space(String text) {
        int i = 0;
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
        String digits = text.strip();
        if (digits.isEmpty() || digits.length() > 9 || !digits.matches("\\d+(\\.\\d*)?")) {
            return 0;
        }
        return Double.parseDouble(digits);
    }

    /** The address of {@code IN IP4 192.0.2.1/127}, without what follows the slash; null when it is not there. */
    static @Nullable String address(String connection) {
        String[] words = connection.strip().split("\\s+", 4);
        if (words.length < 3) {
            return null;
        }
        int slash = words[2].indexOf('/');
        String address = slash < 0 ? words[2] : words[2].substring(0, slash);
        return address.isEmpty() ? null : address;
    }
}
