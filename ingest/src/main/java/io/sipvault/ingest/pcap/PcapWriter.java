package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a pcap file of version 2.4, little endian. Buffer the stream under it: each packet is two writes. */
public final class PcapWriter implements Closeable {
    private static final int RECORD_HEADER_BYTES = 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MAX_TIME_NS = 0x1_0000_0000L * NS_PER_SECOND - 1;

    private final OutputStream out;
    private final int fractionNs;
    private final byte[] recordHeader = new byte[RECORD_HEADER_BYTES];
    private long timesOutOfRange;

    /**
     * Writes the file header.
     *
     * @param snapLength
     *            bytes a packet may have, 0 when unlimited
     * @param nanoseconds
     *            whether times are written in nanoseconds, else in microseconds
     */
    public PcapWriter(OutputStream out, int linkType, int snapLength, boolean nanoseconds) throws IOException {
        this.out = out;
        PcapFormat format = nanoseconds ? PcapFormat.NANOSECONDS_LE : PcapFormat.MICROSECONDS_LE;
        fractionNs = format.fractionNs;
        out.write(fileHeader(format, linkType, snapLength));
    }

    /** Writes a file header with times in nanoseconds. */
    public PcapWriter(OutputStream out, int linkType, int snapLength) throws IOException {
        this(out, linkType, snapLength, true);
    }

    private static byte[] fileHeader(PcapFormat format, int linkType, int snapLength) {
        byte[] header = new byte[PcapScanner.FILE_HEADER_BYTES];
        Bytes.putI32(header, 0, format.magic);
        Bytes.putI32le(header, 4, (4 << 16) | 2);
        Bytes.putI32le(header, 16, snapLength == 0 ? CaptureScanner.MAX_PACKET_BYTES : snapLength);
        Bytes.putI32le(header, 20, linkType);
        return header;
    }

    /** Writes a packet. A time before 1970 or after 2106 is written as the nearest the format holds, and counted. */
    public void write(long timeNs, int originalLength, byte[] bytes, int offset, int length) throws IOException {
        long inRange = Math.clamp(timeNs, 0, MAX_TIME_NS);
        if (inRange != timeNs) {
            timesOutOfRange++;
        }
        Bytes.putI32le(recordHeader, 0, (int) (inRange / NS_PER_SECOND));
        Bytes.putI32le(recordHeader, 4, (int) (inRange % NS_PER_SECOND / fractionNs));
        Bytes.putI32le(recordHeader, 8, length);
        Bytes.putI32le(recordHeader, 12, originalLength);
        out.write(recordHeader);
        out.write(bytes, offset, length);
    }

    /** Packets whose time the format cannot hold. */
    public long timesOutOfRange() {
        return timesOutOfRange;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
