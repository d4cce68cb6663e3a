package io.sipvault.ingest.sip;

/**
 * Where the elements of a start line stand. All offsets are those of the buffer; an element that is not there is empty.
 */
final class StartLine {
    final byte[] buffer;
    final int from;
    /** End of the text, before CR and LF. */
    final int end;
    /** First byte after the line. */
    final int next;
    /** Whether it is a start line at all. */
    final boolean recognized;
    final boolean response;
    /** Method, or SIP version of a response. */
    final int firstEnd;
    /** Request-URI, or status code. */
    final int secondFrom;
    final int secondEnd;
    /** SIP version of a request, or reason phrase. */
    final int thirdFrom;

    private StartLine(byte[] buffer, int from, int limit) {
        this.buffer = buffer;
        this.from = from;
        int lineFeed = SipText.lineFeed(buffer, from, limit);
        end = SipText.lineEnd(buffer, from, lineFeed);
        next = Math.min(limit, lineFeed + 1);
        recognized = SipStartLine.scan(buffer, from, limit, true) >= 0;
        int version = SipStartLine.versionEnd(buffer, from, end);
        response = version >= 0;
        firstEnd = response ? version : wordEnd(from);
        secondFrom = SipStartLine.skipBlanks(buffer, firstEnd, end);
        int requestVersion = response ? -1 : SipStartLine.versionStart(buffer, secondFrom, end);
        secondEnd = requestVersion < 0 ? wordEnd(secondFrom) : SipText.trimEnd(buffer, secondFrom, requestVersion);
        thirdFrom = requestVersion < 0 ? SipStartLine.skipBlanks(buffer, secondEnd, end) : requestVersion;
    }

    static StartLine parse(byte[] buffer, int from, int limit) {
        return new StartLine(buffer, from, limit);
    }

    private int wordEnd(int start) {
        int i = start;
        while (i < end && !SipText.isBlank(buffer[i])) {
            i++;
        }
        return i;
    }

    boolean request() {
        return recognized && !response;
    }

    String method() {
        return SipMethod.of(buffer, from, firstEnd);
    }

    String second() {
        return SipText.decode(buffer, secondFrom, secondEnd);
    }

    String third() {
        return SipText.decode(buffer, thirdFrom, SipText.trimEnd(buffer, thirdFrom, end));
    }

    String version() {
        return response ? SipText.decode(buffer, from, firstEnd) : third();
    }

    /** 100 to 699, otherwise 0. */
    int statusCode() {
        boolean threeDigits = recognized && response && secondEnd - secondFrom == 3;
        long code = threeDigits ? SipText.number(buffer, secondFrom, secondEnd) : 0;
        return code >= 100 && code < 700 ? (int) code : 0;
    }
}
