package io.sipvault.ingest.pcap;

/** Whether bytes are text as log files hold it: UTF-8 (RFC 3629) without control characters that no log writes. */
final class Utf8Lines {
    private static final int ESCAPE = 0x1b;

    private Utf8Lines() {}

    static boolean looksLikeText(byte[] bytes, int length) {
        int offset = 0;
        while (offset < length) {
            int size = sequenceLength(bytes, offset, length);
            if (size == 0) {
                return false;
            }
            offset += size;
        }
        return true;
    }

    /** Bytes of the character here, 0 when it is none of a text; one that the end cuts counts as whole. */
    private static int sequenceLength(byte[] bytes, int offset, int length) {
        int first = bytes[offset] & 0xff;
        if (first < 0x80) {
            return isTextControl(first) ? 1 : 0;
        }
        int size = first >= 0xf5 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
        for (int i = 1; i < size && offset + i < length; i++) {
            if ((bytes[offset + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /** Tab, line breaks, form feed and the escape of colours; all printable ASCII. */
    private static boolean isTextControl(int character) {
        return (character >= ' ' && character != 0x7f) || (character >= '\t' && character <= '\r')
                || character == ESCAPE;
    }
}
