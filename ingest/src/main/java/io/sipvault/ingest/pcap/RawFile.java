package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Hash128;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The bytes of a file as supplied: read in large pieces, hashed once, and handed to decoders from one buffer. */
final class RawFile implements Closeable {
    static final int BUFFER_BYTES = 512 << 10;

    /** Bytes that are there but not taken are {@code buffer[position, limit)}. */
    final byte[] buffer = new byte[BUFFER_BYTES];
    int position;
    int limit;

    private final InputStream source;
    private final @Nullable RawBytesObserver observer;
    private final MessageDigest digest = Hash128.sha256();
    private long bytesRead;
    private boolean atEnd;
    private byte @Nullable [] sha256;

    RawFile(InputStream source, @Nullable RawBytesObserver observer) {
        this.source = source;
        this.observer = observer;
    }

    /** Where the next byte to take lies in the file. */
    long offset() {
        return bytesRead - (limit - position);
    }

    /** Sees to it that this many bytes are in the buffer; false when the file ends before. */
    boolean ensure(int bytes) throws IOException {
        while (limit - position < bytes) {
            if (atEnd) {
                return false;
            }
            compact();
            limit += Math.max(0, readSource(buffer, limit, buffer.length - limit));
        }
        return true;
    }

    private void compact() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
    }

    private int readSource(byte[] to, int offset, int length) throws IOException {
        int read = source.read(to, offset, length);
        if (read < 0) {
            atEnd = true;
            return -1;
        }
        bytesRead += read;
        digest.update(to, offset, read);
        if (observer != null) {
            observer.bytes(to, offset, read);
        }
        return read;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        return ensure(1) ? buffer[position++] & 0xff : -1;
    }

    /** Up to this many bytes, or -1 at the end; large reads go straight to the caller's array. */
    int read(byte[] to, int offset, int length) throws IOException {
        if (position == limit && length >= BUFFER_BYTES / 2) {
            return atEnd ? -1 : readSource(to, offset, length);
        }
        if (!ensure(1)) {
            return -1;
        }
        int taken = Math.min(length, limit - position);
        System.arraycopy(buffer, position, to, offset, taken);
        position += taken;
        return taken;
    }

    /** Takes bytes without looking at them; false when the file ends before. */
    boolean skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (!ensure(1)) {
                return false;
            }
            int taken = (int) Math.min(left, limit - position);
            position += taken;
            left -= taken;
        }
        return true;
    }

    /** SHA-256 of the whole file; reads what is left of it. */
    byte[] sha256() throws IOException {
        if (sha256 == null) {
            while (ensure(1)) {
                position = limit;
            }
            sha256 = digest.digest();
        }
        return sha256.clone();
    }

    /** Bytes read so far. */
    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
