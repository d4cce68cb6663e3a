package io.sipvault.ingest.sip;

import java.util.Arrays;
import java.util.Locale;

/**
 * A body, or one part of a multipart body (RFC 2046 5.1).
 *
 * @param contentType
 *            with its parameters, empty when absent
 * @param disposition
 *            the Content-Disposition, empty when absent
 * @param buffer
 *            the bytes of the whole message, not copied
 * @param offset
 *            in {@code buffer}
 * @param length
 *            in bytes
 */
public record BodyPart(String contentType, String disposition, byte[] buffer, int offset, int length) {
    /** Type and subtype in lower case without parameters, such as {@code application/sdp}. */
    public String mediaType() {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    boolean isSdp() {
        return contentType.isEmpty()
                ? length > 2 && SipText.equals(buffer, offset, offset + 3, "v=0")
                : mediaType().equals("application/sdp");
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return Arrays.copyOfRange(buffer, offset, offset + length);
    }

    /** UTF-8 where the bytes are that, otherwise ISO 8859-1. */
    public String text() {
        return SipText.decode(buffer, offset, offset + length);
    }
}
