package io.sipvault.ingest.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pcapng file of one section with any number of interfaces, little endian, times in nanoseconds. Buffer the
 * stream under it.
 */
public final class PcapngWriter implements Closeable {
    private static final int OPTION_COMMENT = 1;
    private static final int SECTION_APPLICATION = 4;
    private static final int INTERFACE_NAME = 2;
    private static final int NANOSECONDS = 9;
    private static final int MAX_OPTION_BYTES = 0xffff;

    private final OutputStream out;
    private ByteBuffer block = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private int interfaceCount;
    private long timesOutOfRange;

    /**
     * Writes the section header.
     *
     * @param application
     *            what wrote the file, shown by readers
     */
    public PcapngWriter(OutputStream out, String application) throws IOException {
        this.out = out;
        begin(PcapngScanner.SECTION_HEADER, 64 + utf8(application).length);
        block.putInt(PcapngScanner.BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(SECTION_APPLICATION, utf8(application));
        endOptions();
        finish();
    }

    /** Adds an interface. @return its number, to be given with its packets */
    public int addInterface(String name, int linkType, int snapLength) throws IOException {
        begin(PcapngScanner.INTERFACE_DESCRIPTION, 64 + utf8(name).length);
        block.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
        option(INTERFACE_NAME, utf8(name));
        option(PcapngInterface.TSRESOL, new byte[]{NANOSECONDS});
        endOptions();
        finish();
        return interfaceCount++;
    }

    /** Writes a packet. A time before 1970 is written as 1970 and counted. */
    public void write(int interfaceId, long timeNs, int originalLength, byte[] bytes, int offset, int length,
            @Nullable String comment) throws IOException {
        if (interfaceId < 0 || interfaceId >= interfaceCount) {
            throw new IllegalArgumentException("interface " + interfaceId + " of " + interfaceCount);
        }
        byte[] commentBytes = comment == null ? new byte[0] : utf8(comment);
        begin(PcapngScanner.ENHANCED_PACKET, 64 + length + commentBytes.length);
        long ticks = inRange(timeNs);
        block.putInt(interfaceId).putInt((int) (ticks >>> 32)).putInt((int) ticks);
        block.putInt(length).putInt(originalLength).put(bytes, offset, length);
        pad();
        if (comment != null) {
            option(OPTION_COMMENT, commentBytes);
            endOptions();
        }
        finish();
    }

    private long inRange(long timeNs) {
        if (timeNs < 0) {
            timesOutOfRange++;
        }
        return Math.max(0, timeNs);
    }

    /** Packets whose time the format cannot hold. */
    public long timesOutOfRange() {
        return timesOutOfRange;
    }

    /** Begins a block for which this much room is enough, lengths and padding included. */
    private void begin(int type, int room) {
        if (block.capacity() < room) {
            block = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
        }
        block.clear().putInt(type).putInt(0);
    }

    private void finish() throws IOException {
        int total = block.position() + Integer.BYTES;
        block.putInt(Integer.BYTES, total).putInt(total);
        out.write(block.array(), 0, total);
    }

    private void option(int code, byte[] value) {
        block.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void endOptions() {
        block.putInt(0);
    }

    private void pad() {
        while ((block.position() & 3) != 0) {
            block.put((byte) 0);
        }
    }

    /** The text in UTF-8, cut where an option ends, at a character's boundary. */
    private static byte[] utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, MAX_OPTION_BYTES);
        while (end < bytes.length && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
