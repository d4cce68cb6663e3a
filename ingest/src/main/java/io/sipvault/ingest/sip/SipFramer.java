package io.sipvault.ingest.sip;

/**
 * Finds the messages of a byte stream by their Content-Length, RFC 3261 18.3, and the first message in the middle of
 * one.
 */
public final class SipFramer {
    /** Largest body that is believed, in bytes. */
    public static final int MAX_BODY_BYTES = 1 << 20;
    /** Largest header section with its start line, in bytes. */
    public static final int MAX_HEADER_BYTES = 1 << 16;

    private static final int NO = SipStartLine.NO;
    private static final int CUT = SipStartLine.CUT;
    private static final int VIA_BIT = 1;
    private static final int FROM_BIT = 2;
    private static final int TO_BIT = 4;
    private static final int CALL_ID_BIT = 8;
    private static final int CSEQ_BIT = 16;
    private static final int ALL_BITS = 31;

    private SipFramer() {}

    /** What stands at an offset of a stream. */
    public enum Kind {
        /** A whole message. */
        COMPLETE,
        /** The beginning of a message, or nothing at all. */
        NEED_MORE,
        /** Only blank lines, which keep a connection open (RFC 5626 3.5.1). */
        KEEP_ALIVE,
        /** Neither; {@link SipFramer#findStart} may find where SIP goes on. */
        NOT_SIP
    }

    /**
     * What was found.
     *
     * @param start
     *            offset of the start line, after blank lines; of the blank lines for {@code KEEP_ALIVE}
     * @param end
     *            offset after it: where to go on; for {@code NEED_MORE} where the message will end if that is known,
     *            otherwise -1; for {@code NOT_SIP} the same as {@code start}
     * @param contentLengthAbsent
     *            whether the body was taken to be empty since no header says how long it is
     */
    public record Frame(Kind kind, int start, int end, boolean contentLengthAbsent) {}

    /** What stands at {@code offset} of a buffer whose bytes are there up to {@code limit}. Never throws. */
    public static Frame next(byte[] b, int offset, int limit) {
        int start = SipStartLine.skipBlankLines(b, offset, limit - offset);
        if (start == limit || (start + 1 == limit && b[start] == SipText.CR)) {
            return start > offset ? new Frame(Kind.KEEP_ALIVE, offset, start, false) : needMore(start, -1);
        }
        int line = SipStartLine.scan(b, start, limit);
        if (line < 0) {
            return line == CUT ? needMore(start, -1) : notSip(start);
        }
        return frame(b, start, line + 1, limit);
    }

    private static Frame frame(byte[] b, int start, int headers, int limit) {
        int body = headersEnd(b, headers, Math.min(limit, start + MAX_HEADER_BYTES));
        if (body < 0) {
            return limit - start >= MAX_HEADER_BYTES ? notSip(start) : needMore(start, -1);
        }
        long length = contentLength(b, headers, body);
        if (length > MAX_BODY_BYTES) {
            return notSip(start);
        }
        boolean absent = length < 0;
        int end = body + (int) Math.max(0, length);
        return end > limit ? needMore(start, end) : new Frame(Kind.COMPLETE, start, end, absent);
    }

    private static Frame needMore(int start, int end) {
        return new Frame(Kind.NEED_MORE, start, end, false);
    }

    private static Frame notSip(int start) {
        return new Frame(Kind.NOT_SIP, start, start, false);
    }

    /** Offset after the blank line, or CUT. */
    private static int headersEnd(byte[] b, int from, int limit) {
        int line = from;
        while (line < limit) {
            int lineFeed = SipText.lineFeed(b, line, limit);
            if (lineFeed == limit) {
                return CUT;
            }
            if (SipText.lineEnd(b, line, lineFeed) == line) {
                return lineFeed + 1;
            }
            line = lineFeed + 1;
        }
        return CUT;
    }

    /** The first Content-Length, -1 when there is none that is a number. */
    private static long contentLength(byte[] b, int from, int limit) {
        for (int line = from; line < limit; line = SipText.lineFeed(b, line, limit) + 1) {
            int first = SipText.lower(b[line]);
            if (first == 'c' || first == 'l') {
                long length = contentLengthLine(b, line, SipText.lineFeed(b, line, limit));
                if (length >= 0) {
                    return length;
                }
            }
        }
        return -1;
    }

    private static long contentLengthLine(byte[] b, int line, int lineFeed) {
        int colon = nameEnd(b, line, lineFeed);
        if (colon < 0 || name(b, line, colon) != HeaderName.CONTENT_LENGTH) {
            return -1;
        }
        int from = SipText.skipWhite(b, colon + 1, lineFeed);
        return SipText.number(b, from, SipText.trimEnd(b, from, lineFeed));
    }

    private static HeaderName name(byte[] b, int line, int colon) {
        return HeaderName.of(b, line, SipText.trimEnd(b, line, colon));
    }

    /** Offset of the colon of a header line, NO when the line is none. */
    private static int nameEnd(byte[] b, int line, int limit) {
        int i = line;
        while (i < limit && SipText.isToken(b[i])) {
            i++;
        }
        int colon = SipStartLine.skipBlanks(b, i, limit);
        return i > line && colon < limit && b[colon] == ':' ? colon : NO;
    }

    /**
     * Offset of the first start line, at the beginning of a line, that is followed by a whole header section with Via,
     * From, To, Call-ID and CSeq; -1 when there is none. {@code from} counts as the beginning of a line if a line feed
     * stands before it, or if what stands there begins with a registered method or the version: a stream that is cut
     * inside "INVITE" must not give a method "VITE".
     */
    public static int findStart(byte[] b, int from, int limit) {
        int line = beginsLine(b, from, limit) ? from : SipText.lineFeed(b, from, limit) + 1;
        while (line < limit) {
            int end = SipStartLine.scan(b, line, limit);
            if (end >= 0 && hasAllHeaders(b, end + 1, Math.min(limit, line + MAX_HEADER_BYTES))) {
                return line;
            }
            line = SipText.lineFeed(b, line, limit) + 1;
        }
        return -1;
    }

    private static boolean beginsLine(byte[] b, int from, int limit) {
        if (from > 0 && b[from - 1] == SipText.LF) {
            return true;
        }
        return SipStartLine.beginsWithRegistered(b, from, limit);
    }

    /** Stops at the first line that is no header, so that a search over many start lines stays linear. */
    private static boolean hasAllHeaders(byte[] b, int from, int limit) {
        int seen = 0;
        int line = from;
        while (line < limit) {
            int lineFeed = SipText.lineFeed(b, line, limit);
            if (SipText.lineEnd(b, line, lineFeed) == line) {
                return lineFeed < limit && seen == ALL_BITS;
            }
            if (!SipText.isBlank(b[line])) {
                int colon = nameEnd(b, line, lineFeed);
                if (colon < 0) {
                    return false;
                }
                seen |= bit(name(b, line, colon));
            }
            line = lineFeed + 1;
        }
        return false;
    }

    private static int bit(HeaderName name) {
        return switch (name) {
            case VIA -> VIA_BIT;
            case FROM -> FROM_BIT;
            case TO -> TO_BIT;
            case CALL_ID -> CALL_ID_BIT;
            case CSEQ -> CSEQ_BIT;
            default -> 0;
        };
    }
}
