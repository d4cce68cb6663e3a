package io.sipvault.agent.spool;

import io.sipvault.ingest.wire.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A spool file that is being written: pcap with nanoseconds, so that any tool reads it. Packets gather in memory and are
 * written when there are enough, or when {@link #flush} says so. A write that fails, at a full disk, is repeated with the next
 * one: nothing is written twice or in part. For one thread, save that another may call {@link #force}.
 */
final class SpoolFile implements Closeable {
    static final int RECORD_HEADER_BYTES = 16;
    /** Room for the largest packet that may be captured, and then some. */
    private static final int BUFFER_BYTES = 512 << 10;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final byte[] header = new byte[RECORD_HEADER_BYTES];
    private final long openedNanos = System.nanoTime();
    private long bytes;
    private long packets;
    private volatile boolean written;
    private volatile boolean named;

    /** Begins a file; it must not be there. */
    SpoolFile(Path path, int linkType, int snapLength) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        byte[] fileHeader = SpoolFormat.fileHeader(linkType, snapLength);
        buffer.put(fileHeader);
        bytes = fileHeader.length;
    }

    /** @return false when there is no room, for what came before cannot be written */
    boolean append(long timeNs, int originalLength, byte[] frame, int length) {
        if (buffer.remaining() < RECORD_HEADER_BYTES + length && !(flush() && fits(length))) {
            return false;
        }
        Bytes.putI32le(header, 0, (int) Math.floorDiv(timeNs, NS_PER_SECOND));
        Bytes.putI32le(header, 4, (int) Math.floorMod(timeNs, NS_PER_SECOND));
        Bytes.putI32le(header, 8, length);
        Bytes.putI32le(header, 12, originalLength);
        buffer.put(header).put(frame, 0, length);
        bytes += RECORD_HEADER_BYTES + length;
        packets++;
        return true;
    }

    private boolean fits(int length) {
        return buffer.remaining() >= RECORD_HEADER_BYTES + length;
    }

    /** Hands what gathered to the operating system. @return whether all of it went */
    boolean flush() {
        if (buffer.position() == 0) {
            return true;
        }
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
                written = true;
            }
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            buffer.compact();
        }
    }

    /** Makes what was flushed durable. */
    void force() throws IOException {
        if (written && channel.isOpen()) {
            written = false;
            try {
                channel.force(false);
                if (!named) {
                    // so that its name survives a power cut, too
                    DurableFile.forceFolder(path.toAbsolutePath().resolveSibling(""));
                    named = true;
                }
            } catch (IOException e) {
                written = true;
                throw e;
            }
        }
    }

    Path path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    long packets() {
        return packets;
    }

    long ageNanos() {
        return System.nanoTime() - openedNanos;
    }

    /** Closes it; what is not flushed is lost. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
