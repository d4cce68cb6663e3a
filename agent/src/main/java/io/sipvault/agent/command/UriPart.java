package io.sipvault.agent.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * User and host of a URI in a header, without making texts of it: {@code "Name" <sip:user;x=y:password@host:port;z>;tag=1} and
 * the forms without brackets, sip, sips and tel. What cannot be read is empty.
 *
 * @param b
 *            the buffer; of a user with escapes one of its own
 * @param limit
 *            where the host ends at the latest
 */
record UriPart(byte[] b, int userFrom, int userEnd, int hostFrom, int limit) {
    private static final int MOST = 16;

    /** Adds the URIs of a value, of a list at most 16. */
    static void addAll(byte[] b, int from, int end, List<UriPart> found) {
        int open = opening(b, from, end);
        if (open == end) {
            found.add(of(b, from, end));
        }
        while (open < end && found.size() < MOST) {
            int at = open + 1;
            while (at < end && b[at] != '@' && b[at] != '>') {
                at++;
            }
            int close = find(b, at, end, '>');
            found.add(of(b, open + 1, at, close));
            open = opening(b, Math.min(end, close + 1), end);
        }
    }

    /** The next angle bracket that is not in quotes; the end when there is none. */
    private static int opening(byte[] b, int from, int end) {
        boolean quoted = false;
        for (int i = from; i < end; i++) {
            if (b[i] == '"') {
                quoted = !quoted;
            } else if (quoted && b[i] == '\\') {
                i++;
            } else if (!quoted && b[i] == '<') {
                return i;
            }
        }
        return end;
    }

    private static int find(byte[] b, int from, int end, char wanted) {
        int i = from;
        while (i < end && b[i] != wanted) {
            i++;
        }
        return i;
    }

    private static int userEnd(byte[] b, int from, int end) {
        int i = from;
        while (i < end && b[i] != ';' && b[i] != ':' && b[i] != ',' && b[i] != ' ') {
            i++;
        }
        return i;
    }

    /** The URI that stands there, without brackets. */
    static UriPart of(byte[] b, int from, int end) {
        return of(b, from, find(b, from, end, '@'), end);
    }

    /** @param at of the at sign; the end when there is none */
    private static UriPart of(byte[] b, int from, int at, int end) {
        int start = from;
        while (start < end && b[start] <= ' ') {
            start++;
        }
        if (begins(b, start, end, "tel:")) {
            int user = start + "tel:".length();
            return user(b, user, userEnd(b, user, end), end, end);
        }
        int rest = begins(b, start, end, "sip:")
                ? start + "sip:".length()
                : begins(b, start, end, "sips:") ? start + "sips:".length() : start;
        int host = at < end ? at + 1 : rest;
        return user(b, rest, at < end ? userEnd(b, rest, at) : rest, host, end);
    }

    private int hostEnd() {
        if (hostFrom < limit && b[hostFrom] == '[') {
            return Math.min(limit, find(b, hostFrom, limit, ']') + 1);
        }
        int i = hostFrom;
        while (i < limit && isOfHost(b[i])) {
            i++;
        }
        return i;
    }

    private static boolean isOfHost(byte b) {
        return b > ' ' && b != ':' && b != ';' && b != '?' && b != '>' && b != ',' || b < 0;
    }

    private static boolean begins(byte[] b, int from, int end, String scheme) {
        if (end - from < scheme.length()) {
            return false;
        }
        for (int i = 0; i < scheme.length(); i++) {
            if ((b[from + i] | 0x20) != (scheme.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static UriPart user(byte[] b, int from, int end, int hostFrom, int limit) {
        if (find(b, from, end, '%') == end) {
            return new UriPart(b, from, end, hostFrom, limit);
        }
        // what has escapes is rare: its user and host get a buffer of their own
        byte[] user = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            int value = b[i] == '%' && i + 2 < end ? hex(b[i + 1], b[i + 2]) : -1;
            user[length++] = value < 0 ? b[i] : (byte) value;
            i += value < 0 ? 0 : 2;
        }
        byte[] own = new byte[length + limit - hostFrom];
        System.arraycopy(user, 0, own, 0, length);
        System.arraycopy(b, hostFrom, own, length, limit - hostFrom);
        return new UriPart(own, 0, length, length, own.length);
    }

    private static int hex(int high, int low) {
        int value = Character.digit(high, 16);
        int unit = Character.digit(low, 16);
        return value < 0 || unit < 0 ? -1 : value << 4 | unit;
    }

    /** {@link Digits#NONE} when the user is none. */
    long number() {
        return Digits.of(b, userFrom, userEnd);
    }

    long userHash() {
        return ByteHash.of(b, userFrom, userEnd);
    }

    boolean hasUser(byte[] wanted) {
        return Arrays.equals(b, userFrom, userEnd, wanted, 0, wanted.length);
    }

    /** In small letters, IPv6 with its brackets. */
    byte[] host() {
        byte[] host = Arrays.copyOfRange(b, hostFrom, hostEnd());
        for (int i = 0; i < host.length; i++) {
            host[i] = host[i] >= 'A' && host[i] <= 'Z' ? (byte) (host[i] | 0x20) : host[i];
        }
        return host;
    }

    @Override
    public String toString() {
        return new String(b, userFrom, userEnd - userFrom, StandardCharsets.ISO_8859_1) + "@"
                + new String(b, hostFrom, hostEnd() - hostFrom, StandardCharsets.ISO_8859_1);
    }
}
