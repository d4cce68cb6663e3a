package io.sipvault.ingest.pcap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SingleXZInputStream;

/** The streams of an xz file, one after the other, with the padding between them. Needs at most 128 MiB. */
final class XzStreams implements Decompressor {
    private static final int MEMORY_LIMIT_KIB = 128 << 10;
    private static final int MAGIC_BYTES = 6;

    private final RawFile raw;
    private final InputStream rawStream;
    private @Nullable SingleXZInputStream stream;

    XzStreams(RawFile raw) {
        this.raw = raw;
        rawStream = new RawInput(raw);
    }

    static boolean beginsAt(byte[] head, int offset, int limit) {
        return limit - offset >= MAGIC_BYTES && Compression.startsWith(head, offset, limit, 0xfd377a58)
                && head[offset + 4] == 0x5a && head[offset + 5] == 0;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return readStreams(to, offset, length);
        } catch (MemoryLimitException e) {
            throw new DamagedStreamException(raw.offset(), "the xz stream needs " + e.getMemoryNeeded()
                    + " KiB of memory, the limit is " + e.getMemoryLimit() + " KiB");
        } catch (SourceException e) {
            throw e.source;
        } catch (IOException e) {
            throw new DamagedStreamException(raw.offset(), "xz stream: " + reason(e));
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof EOFException ? "the file ends inside it" : String.valueOf(failure.getMessage());
    }

    private int readStreams(byte[] to, int offset, int length) throws IOException {
        while (true) {
            if (stream == null && !nextStream()) {
                return -1;
            }
            int read = readStream(to, offset, length);
            if (read > 0) {
                return read;
            }
            stream = null;
        }
    }

    /** Never reads across two LZMA2 chunks at once: what was decoded before a damaged chunk would be lost. */
    private int readStream(byte[] to, int offset, int length) throws IOException {
        SingleXZInputStream current = stream;
        return current == null
                ? -1
                : current.read(to, offset, Math.min(length, Math.max(1, current.available())));
    }

    private boolean nextStream() throws IOException {
        skipPadding();
        raw.ensure(MAGIC_BYTES);
        if (!beginsAt(raw.buffer, raw.position, raw.limit)) {
            return false;
        }
        stream = new SingleXZInputStream(rawStream, MEMORY_LIMIT_KIB);
        return true;
    }

    /** Zeros between streams, a multiple of four. */
    private void skipPadding() throws IOException {
        while (raw.ensure(4) && Compression.startsWith(raw.buffer, raw.position, raw.limit, 0)) {
            raw.skip(4);
        }
    }

    @Override
    public void close() {
        stream = null;
    }

    /** Tells failures of the file itself from damage of what is in it. */
    private static final class SourceException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException source;

        SourceException(IOException source) {
            super(source);
            this.source = source;
        }
    }

    private static final class RawInput extends InputStream {
        private final RawFile raw;

        RawInput(RawFile raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            try {
                return raw.read();
            } catch (IOException e) {
                throw new SourceException(e);
            }
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            try {
                return raw.read(to, offset, length);
            } catch (IOException e) {
                throw new SourceException(e);
            }
        }

        @Override
        public int available() {
            return raw.limit - raw.position;
        }
    }
}
