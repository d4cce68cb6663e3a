package io.sipvault.ingest.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message as a view over bytes, RFC 3261 7. Parsing finds the lines; texts are made when they are asked for. The
 * buffer is not copied and must not change while the message is used. Not safe for several threads.
 *
 * <p>
 * Any bytes give a message: what cannot be read is empty, and {@link #defects()} says why it is malformed.
 */
public final class SipMessage {
    private static final int MAX_CONTENT_LENGTH = Integer.MAX_VALUE;

    private final byte[] buffer;
    private final int offset;
    private final int limit;
    private final StartLine startLine;
    private final HeaderIndex index;
    private final int declaredContentLength;
    private final int bodyLength;
    private @Nullable String callId;
    private @Nullable List<String> defects;
    private @Nullable List<BodyPart> bodyParts;

    private SipMessage(byte[] buffer, int offset, int limit) {
        this.buffer = buffer;
        this.offset = offset;
        this.limit = limit;
        startLine = StartLine.parse(buffer, offset, limit);
        index = HeaderIndex.of(buffer, startLine.next, limit);
        declaredContentLength = contentLength();
        int available = limit - index.bodyFrom();
        bodyLength = declaredContentLength < 0 ? available : Math.min(available, declaredContentLength);
    }

    /** Reads a message after any blank lines. Without a Content-Length its body is all that follows the headers. */
    public static SipMessage parse(byte[] buffer, int offset, int length) {
        int from = SipStartLine.skipBlankLines(buffer, offset, length);
        return new SipMessage(buffer, from, offset + length);
    }

    /** The first Content-Length that is a number, as {@link SipFramer} takes it too. */
    private int contentLength() {
        long length = -1;
        for (int i = index.next(HeaderName.CONTENT_LENGTH, 0); i >= 0
                && length < 0; i = index.next(HeaderName.CONTENT_LENGTH, i + 1)) {
            length = SipText.number(buffer, index.valueFrom(i), index.valueEnd(i));
        }
        return (int) Math.min(length, MAX_CONTENT_LENGTH);
    }

    /** Whether anything breaks the grammar or a rule of RFC 3261; reads all important headers. */
    public boolean isMalformed() {
        return !defects().isEmpty();
    }

    /** Short reasons such as "Content-Length 9999 exceeds the 120 bytes that follow", at most 32. */
    public List<String> defects() {
        if (defects == null) {
            defects = Defects.of(this);
        }
        return defects;
    }

    public boolean isRequest() {
        return startLine.request();
    }

    /** Whether it begins with a start line at all. */
    public boolean hasStartLine() {
        return startLine.recognized;
    }

    /** The method of a request, for a response that of its CSeq; empty when there is none. */
    public String method() {
        return isRequest() ? startLine.method() : cseqMethod();
    }

    /** As written; empty for a response. */
    public String requestUri() {
        return isRequest() ? startLine.second() : "";
    }

    /** 100 to 699; 0 for a request and for a response whose code is none. */
    public int statusCode() {
        return startLine.statusCode();
    }

    /** Empty for a request. */
    public String reasonPhrase() {
        return startLine.recognized && startLine.response ? startLine.third() : "";
    }

    /** The start line as written. */
    public String startLineText() {
        return SipText.decode(buffer, offset, startLine.end);
    }

    /** Empty if absent. */
    public String callId() {
        if (callId == null) {
            callId = first(HeaderName.CALL_ID);
        }
        return callId;
    }

    /** Where the Call-ID's bytes begin in the buffer; its length is 0 if it is absent. */
    public int callIdOffset() {
        int i = index.next(HeaderName.CALL_ID, 0);
        return i < 0 ? offset : index.valueFrom(i);
    }

    /** In bytes. */
    public int callIdLength() {
        int i = index.next(HeaderName.CALL_ID, 0);
        return i < 0 ? 0 : index.valueEnd(i) - index.valueFrom(i);
    }

    /** -1 if absent or no number of 63 bits. */
    public long cseqNumber() {
        int i = index.next(HeaderName.CSEQ, 0);
        if (i < 0) {
            return -1;
        }
        int from = index.valueFrom(i);
        long number = SipText.number(buffer, from, digitsEnd(from, index.valueEnd(i)));
        return number == Long.MAX_VALUE ? -1 : number;
    }

    /** Empty if absent. */
    public String cseqMethod() {
        int i = index.next(HeaderName.CSEQ, 0);
        if (i < 0) {
            return "";
        }
        int end = index.valueEnd(i);
        return SipMethod.of(buffer, SipText.skipWhite(buffer, digitsEnd(index.valueFrom(i), end), end), end);
    }

    private int digitsEnd(int from, int end) {
        int i = from;
        while (i < end && SipText.isDigit(buffer[i])) {
            i++;
        }
        return i;
    }

    public @Nullable NameAddress from() {
        return nameAddress(HeaderName.FROM);
    }

    public @Nullable NameAddress to() {
        return nameAddress(HeaderName.TO);
    }

    private @Nullable NameAddress nameAddress(HeaderName name) {
        int i = index.next(name, 0);
        return i < 0 ? null : NameAddress.parse(index.value(i));
    }

    /** Without reading the rest of From; empty if absent. */
    public String fromTag() {
        return parameter(HeaderName.FROM, "tag", false);
    }

    /** Without reading the rest of To; empty if absent, as in a request that begins a dialog. */
    public String toTag() {
        return parameter(HeaderName.TO, "tag", false);
    }

    public boolean hasFromTag() {
        return hasParameter(HeaderName.FROM, "tag");
    }

    public boolean hasToTag() {
        return hasParameter(HeaderName.TO, "tag");
    }

    /** Branch of the topmost Via without reading the rest of it; empty if absent. */
    public String topBranch() {
        return parameter(HeaderName.VIA, "branch", true);
    }

    private String parameter(HeaderName header, String name, boolean stopAtComma) {
        int i = index.next(header, 0);
        return i < 0 ? "" : ParameterScan.find(buffer, index.valueFrom(i), index.valueEnd(i), name, stopAtComma);
    }

    private boolean hasParameter(HeaderName header, String name) {
        int i = index.next(header, 0);
        return i >= 0
                && ParameterScan.valueOffset(buffer, index.valueFrom(i), index.valueEnd(i), name, false) >= 0;
    }

    public @Nullable Via topVia() {
        int i = index.next(HeaderName.VIA, 0);
        if (i < 0) {
            return null;
        }
        String value = index.value(i);
        return Via.parse(value.substring(0, Parameters.next(value, 0, ',')));
    }

    /** From the topmost down. */
    public List<Via> vias() {
        return values("Via").stream().map(Via::parse).toList();
    }

    public List<NameAddress> contacts() {
        return addresses("Contact");
    }

    /** All values of a header as addresses, such as P-Asserted-Identity, Diversion or Route. */
    public List<NameAddress> addresses(String name) {
        return values(name).stream().map(NameAddress::parse).toList();
    }

    /** The whole value of the first header of that name in any case, long or compact; folded lines joined. */
    public @Nullable String header(String name) {
        int i = index.next(HeaderName.of(name), name, 0);
        return i < 0 ? null : index.value(i);
    }

    public boolean hasHeader(String name) {
        return index.next(HeaderName.of(name), name, 0) >= 0;
    }

    /** Takes where a value stands. */
    @FunctionalInterface
    public interface ValueRange {
        /** @param end after its last byte */
        void at(int from, int end);
    }

    /** Where From stands in the buffer; no text is made. */
    public void eachFrom(ValueRange taker) {
        each(HeaderName.FROM, HeaderName.FROM, taker);
    }

    /** Where To stands. */
    public void eachTo(ValueRange taker) {
        each(HeaderName.TO, HeaderName.TO, taker);
    }

    /** Where P-Asserted-Identity (RFC 3325) and Remote-Party-ID stand, which say who calls, too. */
    public void eachAssertedIdentity(ValueRange taker) {
        each(HeaderName.P_ASSERTED_IDENTITY, HeaderName.REMOTE_PARTY_ID, taker);
    }

    private void each(HeaderName one, HeaderName other, ValueRange taker) {
        for (int i = 0; i < index.count(); i++) {
            HeaderName name = index.name(i);
            if (name == one || name == other) {
                int from = index.valueFrom(i);
                // of a value that is white space alone the end comes before the beginning
                taker.at(from, Math.max(from, index.valueEnd(i)));
            }
        }
    }

    /** Whether another message has the same headers of that name, byte for byte; no text is made. */
    public boolean sharesHeaders(SipMessage other, String name) {
        HeaderName known = HeaderName.of(name);
        int i = index.next(known, name, 0);
        int j = other.index.next(known, name, 0);
        while (i >= 0 && j >= 0 && index.hasValueOf(i, other.index, j)) {
            i = index.next(known, name, i + 1);
            j = other.index.next(known, name, j + 1);
        }
        return i < 0 && j < 0;
    }

    /** The whole values of all headers of that name, in order. */
    public List<String> headers(String name) {
        HeaderName known = HeaderName.of(name);
        List<String> values = new ArrayList<>(4);
        for (int i = index.next(known, name, 0); i >= 0; i = index.next(known, name, i + 1)) {
            values.add(index.value(i));
        }
        return values;
    }

    /** As {@link #headers(String)}, split at commas where the header's grammar allows several values. */
    public List<String> values(String name) {
        if (!HeaderName.of(name).isList()) {
            return headers(name);
        }
        List<String> values = new ArrayList<>();
        for (String header : headers(name)) {
            for (String value : Parameters.split(header, ',')) {
                if (!value.isEmpty()) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** In order, at most 1,000. */
    public List<Header> allHeaders() {
        List<Header> headers = new ArrayList<>(index.count());
        for (int i = 0; i < index.count(); i++) {
            headers.add(new Header(index.nameText(i), index.value(i)));
        }
        return headers;
    }

    private String first(HeaderName name) {
        int i = index.next(name, 0);
        return i < 0 ? "" : index.value(i);
    }

    /** With its parameters; empty if absent. */
    public String contentType() {
        return first(HeaderName.CONTENT_TYPE);
    }

    /** -1 if absent, negative or no number. */
    public int declaredContentLength() {
        return declaredContentLength;
    }

    /** In the buffer. */
    public int bodyOffset() {
        return index.bodyFrom();
    }

    /** What Content-Length says, at most what is there; all that is there without it. */
    public int bodyLength() {
        return bodyLength;
    }

    /** A copy. */
    public byte[] body() {
        return wholeBody().bytes();
    }

    /** Where the start line begins in the buffer, after blank lines. */
    public int offset() {
        return offset;
    }

    /** From the start line to the end of the body, in bytes; what follows in a datagram is not part of it. */
    public int length() {
        return bodyOffset() + bodyLength - offset;
    }

    /** Parts of a multipart body, nested ones in place, at most 64; otherwise the body alone; none if it is empty. */
    public List<BodyPart> bodyParts() {
        if (bodyParts == null) {
            bodyParts = bodyLength == 0 ? List.of() : Multipart.parts(wholeBody());
        }
        return bodyParts;
    }

    private BodyPart wholeBody() {
        return new BodyPart(contentType(), first("Content-Disposition"), buffer, bodyOffset(), bodyLength);
    }

    private String first(String name) {
        String value = header(name);
        return value == null ? "" : value;
    }

    /** The first part that is a session description, by its type or, when it has none, by its first line. */
    public @Nullable BodyPart sdp() {
        for (BodyPart part : bodyParts()) {
            if (part.isSdp()) {
                return part;
            }
        }
        return null;
    }

    StartLine startLine() {
        return startLine;
    }

    HeaderIndex index() {
        return index;
    }

    byte[] buffer() {
        return buffer;
    }

    int limit() {
        return limit;
    }
}
