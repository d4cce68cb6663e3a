package io.sipvault.ingest.pcap;

/** What a file holds, told from its first bytes after decompression. */
public enum ContentKind {
    PCAP,
    PCAPNG,
    /** Lines of UTF-8: a log. */
    TEXT,
    UNKNOWN,
    EMPTY;

    /** What begins with these bytes; some kilobytes are a good measure. */
    public static ContentKind of(byte[] head, int length) {
        if (length == 0) {
            return EMPTY;
        }
        CaptureScanner scanner = CaptureScanner.detect(head, 0, length);
        if (scanner != null) {
            return scanner.kind();
        }
        return Utf8Lines.looksLikeText(head, length) ? TEXT : UNKNOWN;
    }
}
