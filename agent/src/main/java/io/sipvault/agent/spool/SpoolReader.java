package io.sipvault.agent.spool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

    private static final ValueLayout.OfInt I32_LE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** What ends the mapping: one that waits for the garbage collector would be counted as memory of the process till then. */
    private final Arena arena;
    private final MemorySegment bytes;
    private int position;
    private int offset;
    private int length;
    private int originalLength;
    private long timeNs;

    private SpoolReader(Arena arena, MemorySegment bytes) {
        this.arena = arena;
        this.bytes = bytes;
        this.position = bytes.byteSize() < SpoolFormat.FILE_HEADER_BYTES ? 0 : SpoolFormat.FILE_HEADER_BYTES;
    }

    /** Opens a spool file, for one thread. */
    public static SpoolReader open(Path file) throws IOException {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SpoolReader(arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    /** Goes to the next packet. @return whether there is a whole one */
    public boolean next() {
        int body = position + RECORD_HEADER_BYTES;
        if (position == 0 || body > bytes.byteSize()) {
            return false;
        }
        int captured = bytes.get(I32_LE, position + 8);
        // a file that lost power may end in zeros
        if (captured <= 0 || captured > LARGEST_PACKET || captured > bytes.byteSize() - body) {
            return false;
        }
        timeNs = Integer.toUnsignedLong(bytes.get(I32_LE, position)) * NS_PER_SECOND + bytes.get(I32_LE, position + 4);
        originalLength = bytes.get(I32_LE, position + 12);
        offset = body;
        length = captured;
        position = body + captured;
        return true;
    }

    /** Where the packet ends in the file. */
    public int position() {
        return position;
    }

    /** Bytes behind the last whole packet: none of a file that was ended well. */
    public long unreadBytes() {
        return bytes.byteSize() - position;
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
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, to, at, count);
    }

    @Override
    public void close() {
        arena.close();
    }
}
