package io.sipvault.agent.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/** The bytes of a log file, of one that grows or of one that was compressed. */
interface LogInput extends Closeable {
    String GZIP = ".gz";
    /** A larger compressed file may hold more than 4 GiB. */
    long MOST_THAT_TELL = 32 << 20;

    /** @return how many bytes were read; 0 or -1 when there are none now */
    int read(byte[] into) throws IOException;

    /** How much a file has; of a compressed one nobody knows. */
    long size() throws IOException;

    /** Opens a file behind the bytes that were read before. */
    static LogInput open(Path file, long offset) throws IOException {
        if (isCompressed(file)) {
            InputStream in = inflating(file);
            try {
                in.skipNBytes(offset);
            } catch (IOException e) {
                in.close();
                throw e;
            }
            return compressed(in);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return plain(channel.position(offset));
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(GZIP);
    }

    /** How the content of a file begins. */
    static byte[] head(Path file) throws IOException {
        try (InputStream in = isCompressed(file) ? inflating(file) : Files.newInputStream(file)) {
            return FileHead.read(in);
        }
    }

    /** How much content a file has: a compressed one says it at its end, modulo 4 GiB. */
    static long contentSize(Path file) throws IOException {
        long size = Files.size(file);
        if (!isCompressed(file) || size > MOST_THAT_TELL) {
            return isCompressed(file) ? Long.MAX_VALUE : size;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(last, Math.max(0, channel.size() - Integer.BYTES));
            return Integer.toUnsignedLong(last.getInt(0));
        }
    }

    private static InputStream inflating(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static LogInput compressed(InputStream in) {
        return new LogInput() {
            @Override
            public int read(byte[] into) throws IOException {
                return in.read(into);
            }

            @Override
            public long size() {
                return Long.MAX_VALUE;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private static LogInput plain(FileChannel channel) {
        return new LogInput() {
            @Override
            public int read(byte[] into) throws IOException {
                return channel.read(ByteBuffer.wrap(into));
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
