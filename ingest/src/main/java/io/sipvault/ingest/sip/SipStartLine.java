package io.sipvault.ingest.sip;

/**
 * Request-Line and Status-Line, RFC 3261 7.1 and 7.2.
 *
 * <pre>
 * Request-Line = Method SP Request-URI SP SIP-Version CRLF
 * Status-Line  = SIP-Version SP Status-Code SP Reason-Phrase CRLF
 * </pre>
 *
 * More is recognised than is allowed, since RFC 4475 counts as SIP what must be answered with 400 or 505: any version,
 * several spaces, spaces inside the URI or at the end, status codes of more than three digits, bare LF.
 */
public final class SipStartLine {
    /** Returned by {@link #scan}: no start line. */
    static final int NO = -1;
    /** Returned by {@link #scan}: a start line so far, but its end is not there. */
    static final int CUT = -2;
    /** Longest start line, in bytes. */
    static final int MAX_BYTES = 16_384;
    private static final int MAX_METHOD_BYTES = 128;
    private static final int MAX_SCHEME_BYTES = 64;

    private SipStartLine() {}

    /**
     * Whether a SIP start line begins at {@code offset}. A line that ends with the bytes instead of a line end counts.
     */
    public static boolean matches(byte[] b, int offset, int length) {
        if (length < 11 || !SipText.isToken(b[offset])) {
            return false;
        }
        return scan(b, offset, offset + length, true) >= 0;
    }

    /** Whether a start line begins at {@code offset}, or may: its end need not be among the bytes up to {@code limit}. */
    public static boolean mayBegin(byte[] b, int offset, int limit) {
        return scan(b, offset, limit) != NO;
    }

    /** Whether what stands at {@code offset} begins with a registered method or a SIP version: no rest of either does. */
    public static boolean beginsWithRegistered(byte[] b, int offset, int limit) {
        int end = offset;
        while (end < limit && end - offset < MAX_METHOD_BYTES && SipText.isToken(b[end])) {
            end++;
        }
        return SipMethod.isKnown(b, offset, end) || versionEnd(b, offset, limit) >= 0;
    }

    /** Offset of the first byte after any CRLF or LF at {@code offset}, at most {@code offset + length}. */
    public static int skipBlankLines(byte[] b, int offset, int length) {
        int limit = offset + length;
        int i = offset;
        while (i < limit) {
            if (b[i] == SipText.LF) {
                i++;
            } else if (b[i] == SipText.CR && i + 1 < limit && b[i + 1] == SipText.LF) {
                i += 2;
            } else {
                break;
            }
        }
        return i;
    }

    /** Offset of the LF that ends the start line at {@code from}, or {@link #NO} or {@link #CUT}. */
    static int scan(byte[] b, int from, int limit) {
        return scan(b, from, limit, false);
    }

    /** As the other, and with {@code endsHere} the end of the bytes ends the line as well. */
    static int scan(byte[] b, int from, int limit, boolean endsHere) {
        if (from >= limit) {
            return CUT;
        }
        if (!SipText.isToken(b[from])) {
            return NO;
        }
        int version = versionEnd(b, from, limit);
        if (version == CUT && !endsHere) {
            return CUT;
        }
        return version >= 0 ? scanStatus(b, version, limit, endsHere) : scanRequest(b, from, limit, endsHere);
    }

    /** End of {@code SIP/2.0} at {@code from}, in any case and of any version; NO, or CUT inside it. */
    static int versionEnd(byte[] b, int from, int limit) {
        int i = from;
        for (; i < from + 4; i++) {
            if (i == limit) {
                return CUT;
            }
            if ((i < from + 3 ? SipText.lower(b[i]) : b[i]) != "sip/".charAt(i - from)) {
                return NO;
            }
        }
        int dot = digitsEnd(b, i, limit);
        if (dot == limit) {
            return CUT;
        }
        int end = dot > i && b[dot] == '.' ? digitsEnd(b, dot + 1, limit) : NO;
        return end == dot + 1 && end < limit ? NO : end;
    }

    private static int digitsEnd(byte[] b, int from, int limit) {
        int i = from;
        int bound = Math.min(limit, from + 20);
        while (i < bound && SipText.isDigit(b[i])) {
            i++;
        }
        return i;
    }

    private static int scanStatus(byte[] b, int versionEnd, int limit, boolean endsHere) {
        int code = skipBlanks(b, versionEnd, limit);
        int codeEnd = digitsEnd(b, code, limit);
        if (codeEnd < limit && (code == versionEnd || codeEnd - code < 3 || !SipText.isWhite(b[codeEnd]))) {
            return NO;
        }
        if (codeEnd == limit && (!endsHere || codeEnd - code < 3)) {
            return endsHere ? NO : CUT;
        }
        int end = lineFeed(b, codeEnd, versionEnd, limit);
        return end == limit && !endsHere ? CUT : end;
    }

    private static int scanRequest(byte[] b, int from, int limit, boolean endsHere) {
        int methodEnd = tokenEnd(b, from, Math.min(limit, from + MAX_METHOD_BYTES));
        if (methodEnd == limit) {
            return CUT;
        }
        if (!SipText.isBlank(b[methodEnd])) {
            return NO;
        }
        int uri = skipBlanks(b, methodEnd, limit);
        boolean known = SipMethod.isKnown(b, from, methodEnd);
        int scheme = schemeEnd(b, uri, limit);
        boolean empty = uri < limit && b[uri] == ':';
        if (empty || (scheme == NO && !known)) {
            return NO;
        }
        int end = lineFeed(b, uri, from, limit);
        if (end < 0 || (end == limit && !endsHere)) {
            return end < 0 ? NO : CUT;
        }
        return endsWithVersion(b, uri, end, known && scheme >= 0) ? end : NO;
    }

    private static int tokenEnd(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && SipText.isToken(b[i])) {
            i++;
        }
        return i;
    }

    static int skipBlanks(byte[] b, int from, int limit) {
        int i = from;
        while (i < limit && SipText.isBlank(b[i])) {
            i++;
        }
        return i;
    }

    /** Offset of the colon after a URI scheme; NO, or CUT when the bytes end before it. */
    private static int schemeEnd(byte[] b, int uri, int limit) {
        int from = uri < limit && b[uri] == '<' ? uri + 1 : uri;
        int bound = Math.min(limit, from + MAX_SCHEME_BYTES);
        for (int i = from; i < bound; i++) {
            if (b[i] == ':') {
                return i == from ? NO : i;
            }
            if (!SipText.isToken(b[i])) {
                return NO;
            }
        }
        return bound == limit ? CUT : NO;
    }

    /** The LF that ends the line, {@code limit} when there is none, NO when the line is too long or no text. */
    private static int lineFeed(byte[] b, int from, int start, int limit) {
        int bound = Math.min(limit, start + MAX_BYTES);
        for (int i = from; i < bound; i++) {
            if (b[i] < ' ' && b[i] >= 0 && b[i] != '\t') {
                if (b[i] == SipText.LF) {
                    return i;
                }
                if (b[i] != SipText.CR) {
                    return NO;
                }
            }
        }
        return bound == limit ? limit : NO;
    }

    /** Spaces inside a URI are believed only after a registered method and a scheme: other text ends like this too. */
    private static boolean endsWithVersion(byte[] b, int uri, int lineFeed, boolean spacesInUri) {
        int version = versionStart(b, uri, lineFeed);
        if (version <= uri) {
            return false;
        }
        int uriEnd = SipText.trimEnd(b, uri, version);
        if (uriEnd == uri || uriEnd == version) {
            return false;
        }
        for (int i = uri; i < uriEnd && !spacesInUri; i++) {
            if (SipText.isBlank(b[i])) {
                return false;
            }
        }
        return true;
    }

    /** Where the last word of a request line begins, if it is a SIP version; otherwise NO. */
    static int versionStart(byte[] b, int from, int lineFeed) {
        int end = SipText.trimEnd(b, from, lineFeed);
        int start = end;
        while (start > from && !SipText.isBlank(b[start - 1]) && end - start < 24) {
            start--;
        }
        return versionEnd(b, start, end) == end && SipText.isDigit(b[end - 1]) ? start : NO;
    }
}
