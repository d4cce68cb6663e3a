package io.sipvault.ingest.hep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A compressed payload, inflated to a bound: 64 KiB could become 64 MiB.
 *
 * @param content
 *            null when there is a problem
 */
record Inflation(byte @Nullable [] content, HepProblem problem) {
    static final int MOST_BYTES = 1 << 20;

    private static final int GZIP_MAGIC = 0x1f8b;

    /** Whether the bytes begin as gzip (RFC 1952 2.3.1) or zlib (RFC 1950 2.2) does; some senders put plain text there. */
    static boolean isCompressed(byte[] b, int offset, int length) {
        return isGzip(b, offset, length) || isZlib(b, offset, length);
    }

    private static boolean isGzip(byte[] b, int offset, int length) {
        return length > 2 && first(b, offset) == GZIP_MAGIC;
    }

    private static boolean isZlib(byte[] b, int offset, int length) {
        return length > 2 && (b[offset] & 0x0f) == 8 && (b[offset] & 0xf0) <= 0x70 && first(b, offset) % 31 == 0;
    }

    private static int first(byte[] b, int offset) {
        return (b[offset] & 0xff) << 8 | (b[offset + 1] & 0xff);
    }

    static Inflation of(byte[] b, int offset, int length) {
        InputStream bytes = new ByteArrayInputStream(b, offset, length);
        try (InputStream in = isGzip(b, offset, length) ? new GZIPInputStream(bytes) : new InflaterInputStream(bytes)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            return content.length > MOST_BYTES
                    ? new Inflation(null, HepProblem.TOO_LARGE)
                    : new Inflation(content, HepProblem.NOT_INFLATED);
        } catch (IOException e) {
            return new Inflation(null, HepProblem.NOT_INFLATED);
        }
    }
}
