package io.sipvault.ingest.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Splits multipart bodies of any subtype at their boundary lines, RFC 2046 5.1.1, four levels deep. */
final class Multipart {
    private static final int MAX_PARTS = 64;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_BOUNDARY_BYTES = 256;

    private final List<BodyPart> parts = new ArrayList<>();

    private Multipart() {}

    /** The parts of a body, at most 64; a body that is not multipart or has no boundary in it is its only part. */
    static List<BodyPart> parts(BodyPart body) {
        Multipart multipart = new Multipart();
        multipart.add(body, MAX_DEPTH);
        return List.copyOf(multipart.parts);
    }

    private void add(BodyPart body, int depth) {
        byte @Nullable [] delimiter = depth == 0 ? null : delimiter(body);
        int first = delimiter == null ? -1 : delimiterLine(body, delimiter, body.offset());
        if (delimiter != null && first >= 0) {
            split(body, delimiter, first, depth);
        } else if (parts.size() < MAX_PARTS) {
            parts.add(body);
        }
    }

    private void split(BodyPart body, byte[] delimiter, int first, int depth) {
        int limit = body.offset() + body.length();
        int line = first;
        while (line >= 0 && parts.size() < MAX_PARTS && !closes(body, line + delimiter.length, limit)) {
            int from = Math.min(limit, SipText.lineFeed(body.buffer(), line, limit) + 1);
            int next = delimiterLine(body, delimiter, from);
            add(part(body.buffer(), from, next < 0 ? limit : withoutLineEnd(body.buffer(), from, next)), depth - 1);
            line = next;
        }
    }

    private static boolean closes(BodyPart body, int at, int limit) {
        return at + 1 < limit && body.buffer()[at] == '-' && body.buffer()[at + 1] == '-';
    }

    /** The line end before a delimiter belongs to the delimiter. */
    private static int withoutLineEnd(byte[] b, int from, int delimiter) {
        return delimiter > from ? SipText.lineEnd(b, from, delimiter - 1) : from;
    }

    private static BodyPart part(byte[] b, int from, int limit) {
        HeaderIndex index = HeaderIndex.of(b, from, limit);
        int disposition = index.next(HeaderName.OTHER, "Content-Disposition", 0);
        int type = index.next(HeaderName.CONTENT_TYPE, 0);
        return new BodyPart(type < 0 ? "" : index.value(type), disposition < 0 ? "" : index.value(disposition), b,
                index.bodyFrom(), limit - index.bodyFrom());
    }

    /** Two hyphens and the boundary, null when the body is not multipart. */
    private static byte @Nullable [] delimiter(BodyPart body) {
        int semicolon = body.contentType().indexOf(';');
        if (semicolon < 0 || !body.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return null;
        }
        String boundary = Parameters.parse(body.contentType().substring(semicolon)).getOrDefault("boundary", "");
        boolean usable = !boundary.isEmpty() && boundary.length() <= MAX_BOUNDARY_BYTES;
        return usable ? ("--" + boundary).getBytes(StandardCharsets.UTF_8) : null;
    }

    /** Offset of the next line that begins with the delimiter, -1 when there is none. */
    private static int delimiterLine(BodyPart body, byte[] delimiter, int from) {
        int limit = body.offset() + body.length();
        int line = from;
        while (line + delimiter.length <= limit) {
            if (Arrays.equals(body.buffer(), line, line + delimiter.length, delimiter, 0,
                    delimiter.length)) {
                return line;
            }
            line = SipText.lineFeed(body.buffer(), line, limit) + 1;
        }
        return -1;
    }
}
