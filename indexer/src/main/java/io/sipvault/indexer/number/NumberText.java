package io.sipvault.indexer.number;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The digits within a URI, a name-addr or a user part (RFC 3261 19.1, RFC 3966): schemes, hosts, parameters, visual
 * separators and percent-encoding are left out.
 *
 * @param dialled
 *            all digits, with a leading {@code +} where there was one
 * @param main
 *            the digits behind the last {@code #}, {@code *} or inner {@code +}
 * @param plus
 *            whether {@code main} was preceded by a plus sign
 */
record NumberText(String dialled, String main, boolean plus) {
    private static final int MAX_CHARACTERS = 256;
    private static final int MAX_DIGITS = 40;
    private static final int MIN_MAIN_DIGITS = 3;
    private static final String SEPARATORS = " ()-./\u00a0\u2010\u2011\u2012\u2013\u2009\u202f";

    /** The digits, or null when the text is no number. */
    static @Nullable NumberText parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return null;
        }
        String user = userPart(text);
        return isAddress(user) ? null : digits(user.indexOf('%') < 0 ? user : decoded(user));
    }

    private static String userPart(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        String uri = (open >= 0 && close > open ? text.substring(open + 1, close) : text).strip();
        int start = schemeLength(uri);
        int end = uri.length();
        for (int i = start; i < end; i++) {
            char c = uri.charAt(i);
            if (c == '@' || c == ';' || c == '?' || c == ':') {
                end = i;
            }
        }
        return uri.substring(start, end);
    }

    private static int schemeLength(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 3 || colon > 4) {
            return 0;
        }
        return switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sip", "sips", "tel" -> colon + 1;
            default -> 0;
        };
    }

    /** Four groups of up to three digits with dots: an address and no number. */
    private static boolean isAddress(String text) {
        int dots = 0;
        int group = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
                group = 0;
            } else if (c < '0' || c > '9' || ++group > 3) {
                return false;
            }
        }
        return dots == 3;
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                decoded.append((char) (high << 4 | low));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static @Nullable NumberText digits(String user) {
        StringBuilder dialled = new StringBuilder(user.length());
        Part main = null;
        Part last = new Part(0, 0, false);
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c >= '0' && c <= '9') {
                dialled.append(c);
            } else if (c == '+' || c == '#' || c == '*') {
                main = last.upTo(dialled.length()).orElse(main);
                last = new Part(dialled.length(), dialled.length(), c == '+');
            } else if (SEPARATORS.indexOf(c) < 0) {
                return null;
            }
        }
        Part chosen = last.upTo(dialled.length()).orElse(main);
        return of(user, dialled.toString(), chosen == null ? new Part(0, dialled.length(), false) : chosen);
    }

    /** Some of the digits, between two of {@code + # *}. */
    private record Part(int start, int end, boolean plus) {
        Part upTo(int newEnd) {
            return new Part(start, newEnd, plus);
        }

        /** This when it is long enough to be a number, else the other. */
        @Nullable
        Part orElse(@Nullable Part other) {
            return end - start >= MIN_MAIN_DIGITS ? this : other;
        }
    }

    private static @Nullable NumberText of(String user, String digits, Part main) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return null;
        }
        String dialled = user.startsWith("+") ? "+" + digits : digits;
        return new NumberText(dialled, digits.substring(main.start, main.end), main.plus);
    }
}
