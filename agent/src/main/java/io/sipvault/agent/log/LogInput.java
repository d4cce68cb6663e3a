package io.sipvault.agent.log;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The bytes of a log file, of one that grows or of one that was compressed. */
interface LogInput extends Closeable {
    String GZIP = ".gz";
    /** A larger compressed file may hold more than 4 GiB. */
    long MOST_THAT_TELL = 32 << 20;

    /** @return how many bytes were read; 0 or -1 when there are none now */
    int read(byte[] into) throws IOException;

    /**
     * How much content the file has; of a large compressed one nobody knows.
     *
     * @param read
     *            where less seems to be there than that was read of it, a compressed one is counted through
     */
    long size(long read) throws IOException;

    /** How it begins, whatever was read. */
    byte[] head() throws IOException;

    /** Passes over the bytes at its beginning; call it first. */
    void skip(long bytes) throws IOException;

    /**
     * Goes on behind what was read before; call it first.
     *
     * @return the end of what stands before in the same line; empty where a line begins
     */
    default String goOnAt(long next) throws IOException {
        byte[] before = new byte[(int) Math.min(next, LineCutter.MOST_BEFORE)];
        skip(next - before.length);
        int end = 0;
        for (int count = 1; count > 0 && end < before.length; end += Math.max(0, count)) {
            byte[] part = new byte[before.length - end];
            count = read(part);
            System.arraycopy(part, 0, before, end, Math.max(0, count));
        }
        int begin = end;
        while (begin > 0 && before[begin - 1] != '\n') {
            begin--;
        }
        return new String(before, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    /** Opens a file at its beginning. */
    static LogInput open(Path file) throws IOException {
        if (isCompressed(file)) {
            return compressed(file, inflating(file));
        }
        return plain(FileChannel.open(file, StandardOpenOption.READ));
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(GZIP);
    }

    /** How much content the last member of a compressed file has, which mostly is the only one: it says it at its end. */
    private static long contentSize(Path file) throws IOException {
        if (Files.size(file) > MOST_THAT_TELL) {
            return Long.MAX_VALUE;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(last, Math.max(0, channel.size() - Integer.BYTES));
            return Integer.toUnsignedLong(last.getInt(0));
        }
    }

    private static long countedSize(Path file) throws IOException {
        try (InputStream all = inflating(file)) {
            return all.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            // it is being written
            return Long.MAX_VALUE;
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

    private static LogInput compressed(Path file, InputStream in) {
        return new LogInput() {
            @Override
            public byte[] head() throws IOException {
                try (InputStream again = inflating(file)) {
                    return again.readNBytes(FileHead.MOST_BYTES);
                }
            }

            @Override
            public void skip(long bytes) throws IOException {
                in.skipNBytes(bytes);
            }

            @Override
            public int read(byte[] into) throws IOException {
                return in.read(into);
            }

            @Override
            public long size(long read) throws IOException {
                long told = contentSize(file);
                return told < read ? countedSize(file) : told;
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
            public byte[] head() throws IOException {
                ByteBuffer head = ByteBuffer.allocate(FileHead.MOST_BYTES);
                int count = 1;
                while (head.hasRemaining() && count > 0) {
                    count = channel.read(head, head.position());
                }
                return Arrays.copyOf(head.array(), head.position());
            }

            @Override
            public void skip(long bytes) throws IOException {
                channel.position(bytes);
            }

            @Override
            public int read(byte[] into) throws IOException {
                return channel.read(ByteBuffer.wrap(into));
            }

            @Override
            public long size(long read) throws IOException {
                return channel.size();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
