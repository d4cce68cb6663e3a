package io.sipvault.agent.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the packets of a spool file one after the other. What a crash tore ends it: {@link #position} is then where the last
 * whole packet ends.
 */
public final class SpoolReader implements AutoCloseable {
    public static final int RECORD_HEADER_BYTES = SpoolFile.RECORD_HEADER_BYTES;
    private static final int LARGEST_PACKET = 262_144;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final FileChannel channel;
    private final ByteBuffer bytes;
    private int position;
    private int offset;
    private int length;
    private int originalLength;
    private long timeNs;

    private SpoolReader(FileChannel channel, ByteBuffer bytes) {
        this.channel = channel;
        this.bytes = bytes;
        this.position = bytes.limit() < SpoolFormat.FILE_HEADER_BYTES ? 0 : SpoolFormat.FILE_HEADER_BYTES;
    }

    /** Opens a spool file. */
    public static SpoolReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return new SpoolReader(channel, bytes.order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes to the next packet. @return whether there is a whole one */
    public boolean next() {
        int body = position + RECORD_HEADER_BYTES;
        if (position == 0 || body > bytes.limit()) {
            return false;
        }
        int captured = bytes.getInt(position + 8);
        // a file that lost power may end in zeros
        if (captured <= 0 || captured > LARGEST_PACKET || captured > bytes.limit() - body) {
            return false;
        }
        timeNs = Integer.toUnsignedLong(bytes.getInt(position)) * NS_PER_SECOND + bytes.getInt(position + 4);
        originalLength = bytes.getInt(position + 12);
        offset = body;
        length = captured;
        position = body + captured;
        return true;
    }

    /** Where the packet ends in the file. */
    public int position() {
        return position;
    }

    /** Where the packet's bytes begin in the file. */
    public int offset() {
        return offset;
    }

    /** Captured bytes of the packet. */
    public int length() {
        return length;
    }

    public int originalLength() {
        return originalLength;
    }

    /** Capture time, nanoseconds since 1970. */
    public long timeNs() {
        return timeNs;
    }

    /** Copies bytes of the file. */
    public void copy(int from, byte[] to, int at, int count) {
        bytes.get(from, to, at, count);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
