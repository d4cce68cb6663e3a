package io.sipvault.ingest.chunk;

import java.util.Locale;

/** How the content of a chunk is read. */
public enum ContentType {
    /** A capture file, readable by itself: pcap. */
    PCAP("pcap.zst"),
    /** A capture file, readable by itself: pcapng. */
    PCAPNG("pcapng.zst"),
    /** Lines of a log as they stood in the file. */
    TEXT("log.zst"),
    /** Records of logs that an agent read, each a line of JSON. */
    NDJSON("ndjson.zst"),
    /** Bytes of an import that could not be read; kept, never decoded. */
    DAMAGED("bin.zst");

    private final String extension;

    ContentType(String extension) {
        this.extension = extension;
    }

    public String extension() {
        return extension;
    }

    /** The word in manifests. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
