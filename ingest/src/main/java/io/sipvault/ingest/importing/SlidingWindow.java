package io.sipvault.ingest.importing;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing window over a stream: what was consumed leaves at the front, more is read at the end. */
final class SlidingWindow {
    private static final int INITIAL = 4 << 20;
    /** The largest record or block that is read whole, with room for one frame before it. */
    private static final int LIMIT = 24 << 20;

    private final InputStream in;
    private final @Nullable MessageDigest digest;
    private byte[] buffer = new byte[INITIAL];
    private int limit;
    private long consumed;
    private long read;
    private boolean ended;
    private @Nullable IOException failure;
    private @Nullable RuntimeException damage;

    /**
     * @param digest
     *            is fed with every byte read; null when nobody needs it
     */
    SlidingWindow(InputStream in, @Nullable MessageDigest digest) {
        this.in = in;
        this.digest = digest;
    }

    byte[] buffer() {
        return buffer;
    }

    /** End of what is in the buffer. */
    int limit() {
        return limit;
    }

    boolean ended() {
        return ended;
    }

    /** Bytes that were read of the stream so far. */
    long bytesRead() {
        return read;
    }

    /** Offset in the stream of the buffer's first byte. */
    long baseOffset() {
        return consumed;
    }

    /** Why the stream ended early, if it did. */
    @Nullable
    Throwable failure() {
        return failure != null ? failure : damage;
    }

    /**
     * Drops the first {@code keepFrom} bytes and reads until the buffer is full or the stream ends. A buffer that could not
     * take anything more is doubled, up to a bound.
     *
     * @return false when nothing could be added
     */
    boolean advance(int keepFrom) {
        System.arraycopy(buffer, keepFrom, buffer, 0, limit - keepFrom);
        limit -= keepFrom;
        consumed += keepFrom;
        if (limit == buffer.length && buffer.length < LIMIT) {
            buffer = Arrays.copyOf(buffer, Math.min(LIMIT, buffer.length * 2));
        }
        int before = limit;
        while (!ended && limit < buffer.length) {
            readMore();
        }
        return limit > before;
    }

    private void readMore() {
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                ended = true;
                return;
            }
            if (digest != null) {
                digest.update(buffer, limit, count);
            }
            limit += count;
            read += count;
        } catch (IOException e) {
            failure = e;
            ended = true;
        } catch (RuntimeException e) {
            damage = e;
            ended = true;
        }
    }
}
