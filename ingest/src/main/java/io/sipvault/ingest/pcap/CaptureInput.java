package io.sipvault.ingest.pcap;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody brought, opened by content: its bytes after decompression (gzip, zstd, xz, of which several may be
 * joined; compression inside compression is not followed), and the SHA-256 of the file as supplied.
 */
public final class CaptureInput implements AutoCloseable {
    private final String name;
    private final RawFile raw;
    private final Compression compression;
    private final @Nullable Decompressor decompressor;
    private final Content stream = new Content();
    private long decompressedBytes;
    private long contentEnd = -1;

    private CaptureInput(String name, RawFile raw) throws IOException {
        this.name = name;
        this.raw = raw;
        raw.ensure(8);
        compression = Compression.of(raw.buffer, raw.position, raw.limit);
        decompressor = switch (compression) {
            case NONE -> null;
            case GZIP -> new GzipMembers(raw);
            case ZSTD -> new ZstdFrames(raw);
            case XZ -> new XzStreams(raw);
        };
    }

    /** Opens a file. NOT_FOUND when it is not there, LOCAL_FILE when it cannot be read. */
    public static CaptureInput open(Path file) {
        return open(file, null);
    }

    /** Opens a file whose bytes, as they are supplied, go to an observer too. */
    public static CaptureInput open(Path file, @Nullable RawBytesObserver observer) {
        try {
            return of(Files.newInputStream(file), file.toString(), observer);
        } catch (NoSuchFileException e) {
            throw new ForensicException(ErrorCode.NOT_FOUND, "open " + file + ": there is no such file; check the path",
                    e);
        } catch (IOException e) {
            throw unreadable(file.toString(), 0, e);
        }
    }

    /** Reads what a stream supplies, such as an upload; closing this closes the stream. */
    public static CaptureInput of(InputStream source, String name, @Nullable RawBytesObserver observer) {
        RawFile raw = new RawFile(source, observer);
        try {
            return new CaptureInput(name, raw);
        } catch (IOException e) {
            closeAfter(raw, e);
            throw unreadable(name, raw.offset(), e);
        }
    }

    private static void closeAfter(RawFile raw, IOException failure) {
        try {
            raw.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static ForensicException unreadable(String name, long offset, IOException cause) {
        return new ForensicException(ErrorCode.LOCAL_FILE, "read " + name + " at offset " + offset + ": " + cause
                + "; check that it is a readable file and that its disk is in order", cause);
    }

    public Compression compression() {
        return compression;
    }

    /**
     * The decompressed bytes. Reading throws ForensicException: DAMAGED when the compressed bytes cannot be read on, after all
     * that lies before the damage was given, and again on every later read; LOCAL_FILE when the file cannot be read.
     */
    public InputStream stream() {
        return stream;
    }

    /** Bytes given by {@link #stream()} so far. */
    public long decompressedBytes() {
        return decompressedBytes;
    }

    /** SHA-256 of the file as supplied, all of it: what was not read yet is read now. */
    public byte[] sha256OfFile() {
        try {
            return raw.sha256();
        } catch (IOException e) {
            throw unreadable(name, raw.offset(), e);
        }
    }

    /** Length of the file as supplied, known after {@link #sha256OfFile()}. */
    public long fileBytes() {
        return raw.bytesRead();
    }

    /** Bytes after the last compressed part that belong to none, known after {@link #sha256OfFile()}; 0 without compression. */
    public long trailingBytes() {
        return contentEnd < 0 ? 0 : raw.bytesRead() - contentEnd;
    }

    @Override
    public void close() {
        if (decompressor != null) {
            decompressor.close();
        }
        try {
            raw.close();
        } catch (IOException e) {
            throw unreadable(name, raw.offset(), e);
        }
    }

    private final class Content extends InputStream {
        private @Nullable ForensicException failure;
        private boolean ended;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            if (failure != null) {
                throw failure;
            }
            if (length == 0 || ended) {
                return ended ? -1 : 0;
            }
            try {
                return count(
                        decompressor == null ? raw.read(to, offset, length) : decompressor.read(to, offset, length));
            } catch (DamagedStreamException e) {
                failure = damaged(e);
            } catch (IOException e) {
                failure = unreadable(name, raw.offset(), e);
            }
            throw failure;
        }

        private int count(int read) {
            if (read < 0) {
                ended = true;
                contentEnd = raw.offset();
                return -1;
            }
            decompressedBytes += read;
            return read;
        }

        private ForensicException damaged(DamagedStreamException cause) {
            return new ForensicException(ErrorCode.DAMAGED,
                    "decompress " + name + " (" + compression + "): damaged at offset " + cause.offset
                            + " of the compressed file, after " + decompressedBytes + " bytes of content: "
                            + cause.getMessage()
                            + ". What lies before is kept; was the file cut short while it was copied?",
                    cause);
        }
    }
}
