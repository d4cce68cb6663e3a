package io.sipvault.ingest.store.s3;

import io.minio.GetObjectResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to a GET: which part of the object it holds by RFC 9110 14.4 (Content-Range), and its bytes.
 *
 * @param offset of the first byte in the object
 * @param length of the body by Content-Length
 * @param objectSize of the whole object
 */
record S3Body(GetObjectResponse body, long offset, long length, long objectSize) implements AutoCloseable {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

    static S3Body of(GetObjectResponse body) throws IOException {
        String length = body.headers().get("Content-Length");
        String range = body.headers().get("Content-Range");
        if (length == null || !length.matches("\\d{1,18}")) {
            body.close();
            throw new IOException("the answer has no Content-Length");
        }
        long bytes = Long.parseLong(length);
        Matcher parts = CONTENT_RANGE.matcher(range == null ? "" : range);
        return parts.matches()
                ? new S3Body(body, Long.parseLong(parts.group(1)), bytes, Long.parseLong(parts.group(2)))
                : new S3Body(body, 0, bytes, bytes);
    }

    /** A server that ignores the range sends the object from its start. */
    void checkStartsAt(long expected) throws IOException {
        if (offset != expected) {
            throw new IOException("the answer starts at byte " + offset + " of the object, expected " + expected
                    + " (does the server support ranges?)");
        }
    }

    byte[] readExactly(int bytes) throws IOException {
        byte[] content = body.readNBytes(bytes);
        if (content.length < bytes) {
            throw new EOFException("the answer ended after " + content.length + " of " + bytes + " bytes");
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
