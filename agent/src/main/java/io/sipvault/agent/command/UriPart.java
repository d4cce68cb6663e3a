package io.sipvault.agent.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * User and host of a URI in a header, without making texts of it: {@code "Name" <sip:user;x=y:password@host:port;z>;tag=1} and
 * the forms without brackets, sip, sips and tel. What cannot be read is empty. For one thread.
 */
final class UriPart {
    private static final int MOST = 16;
    /** Bytes that mean something within a URI. */
    private static final boolean[] MEANS = new boolean[256];
    private static final int UNKNOWN = -1;

    static {
        for (char c : "@>%;:, ".toCharArray()) {
            MEANS[c] = true;
        }
    }

    /** The buffer; of a user with escapes one of its own. */
    private final byte[] b;
    private final int userFrom;
    private final int userEnd;
    private final int hostFrom;
    /** Where the host ends at the latest. */
    private final int limit;
    private int hostEnd = UNKNOWN;
    private long number = UNKNOWN;

    private UriPart(byte[] b, int userFrom, int userEnd, int hostFrom, int limit) {
        this.b = b;
        this.userFrom = userFrom;
        this.userEnd = userEnd;
        this.hostFrom = hostFrom;
        this.limit = limit;
    }

    /** Adds the URIs of a value, of a list at most 16. */
    static void addAll(byte[] b, int from, int end, List<UriPart> found) {
        int open = opening(b, from, end);
        if (open == end) {
            found.add(of(b, from, end));
        }
        while (open < end && found.size() < MOST) {
            found.add(of(b, open + 1, end, '>'));
            open = opening(b, open + 1, end);
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

    /** The URI that stands there, without brackets. */
    static UriPart of(byte[] b, int from, int end) {
        return of(b, from, end, '@');
    }

    /** @param close what ends it before its end, too */
    private static UriPart of(byte[] b, int from, int end, char close) {
        int start = from;
        while (start < end && b[start] <= ' ') {
            start++;
        }
        int rest = afterScheme(b, start, end);
        int stop = UNKNOWN;
        boolean escaped = false;
        int at = rest;
        while (at < end && (!MEANS[b[at] & 0xff] || b[at] != '@' && b[at] != close)) {
            if (MEANS[b[at] & 0xff]) {
                escaped |= b[at] == '%' && stop == UNKNOWN;
                stop = stop == UNKNOWN && b[at] != '%' && b[at] != '>' ? at : stop;
            }
            at++;
        }
        boolean user = at < end && b[at] == '@';
        int userEnd = stop == UNKNOWN ? at : stop;
        if (rest > start && (b[start] | 0x20) == 't') {
            return user(b, rest, userEnd, end, end, escaped);
        }
        return user ? user(b, rest, userEnd, at + 1, end, escaped) : new UriPart(b, rest, rest, rest, at);
    }

    /** Of a scheme that is known; else where it stands. */
    private static int afterScheme(byte[] b, int start, int end) {
        if (begins(b, start, end, "sip:") || begins(b, start, end, "tel:")) {
            return start + "sip:".length();
        }
        return begins(b, start, end, "sips:") ? start + "sips:".length() : start;
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

    private static UriPart user(byte[] b, int from, int end, int hostFrom, int limit, boolean escaped) {
        if (!escaped) {
            return new UriPart(b, from, end, hostFrom, limit);
        }
        // what has escapes is rare: its user and host get a buffer of their own
        byte[] user = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            int value = b[i] == '%' && i + 2 < end ? hex(b[i + 1], b[i + 2]) : UNKNOWN;
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
        return value < 0 || unit < 0 ? UNKNOWN : value << 4 | unit;
    }

    /** {@link Digits#NONE} when the user is none. */
    long number() {
        if (number == UNKNOWN) {
            number = Digits.of(b, userFrom, userEnd);
        }
        return number;
    }

    long userHash() {
        return ByteHash.of(b, userFrom, userEnd);
    }

    boolean hasUser(byte[] wanted) {
        return Arrays.equals(b, userFrom, userEnd, wanted, 0, wanted.length);
    }

    private int hostEnd() {
        if (hostEnd == UNKNOWN) {
            hostEnd = findHostEnd();
        }
        return hostEnd;
    }

    private int findHostEnd() {
        int i = hostFrom;
        if (i < limit && b[i] == '[') {
            while (i < limit && b[i] != ']' && b[i] != '>') {
                i++;
            }
            return Math.min(limit, i + 1);
        }
        while (i < limit && isOfHost(b[i])) {
            i++;
        }
        return i;
    }

    private static boolean isOfHost(byte b) {
        return b > ' ' && b != ':' && b != ';' && b != '?' && b != '>' && b != ',' || b < 0;
    }

    /** The same for every way to write its letters. */
    long hostHash() {
        return ByteHash.ofAnyCase(b, hostFrom, hostEnd());
    }

    /**
     * Whether that is its host, IPv6 with its brackets.
     *
     * @param wanted
     *            in small letters
     */
    boolean hasHost(byte[] wanted) {
        if (hostEnd() - hostFrom != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            byte letter = b[hostFrom + i];
            if ((letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return new String(b, userFrom, userEnd - userFrom, StandardCharsets.ISO_8859_1) + "@"
                + new String(b, hostFrom, hostEnd() - hostFrom, StandardCharsets.ISO_8859_1);
    }
}
