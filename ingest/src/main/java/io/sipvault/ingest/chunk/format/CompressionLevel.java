package io.sipvault.ingest.chunk.format;

/**
 * The zstd level for a frame, by what it holds. Coded media barely shrinks whatever is tried, so it takes a fast level;
 * signalling and logs are text and shrink to a tenth. The choice depends on the content alone, so that the same content
 * always gives the same stored bytes.
 */
final class CompressionLevel {
    private static final int MEDIA = -5;
    private static final int TEXT = 1;
    private static final int SAMPLE_STEP = 61;
    /** Text has next to no bytes over 127; headers of packets bring some; coded speech has about half. */
    private static final double TEXT_SHARE = 0.2;

    private CompressionLevel() {}

    static int of(byte[] content) {
        int samples = 0;
        int high = 0;
        for (int i = 0; i < content.length; i += SAMPLE_STEP) {
            samples++;
            high += (content[i] & 0x80) >>> 7;
        }
        return high <= samples * TEXT_SHARE ? TEXT : MEDIA;
    }
}
