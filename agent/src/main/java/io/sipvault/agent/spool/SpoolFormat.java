package io.sipvault.agent.spool;

import io.sipvault.ingest.wire.Bytes;

/** The pcap header of spool files and of the chunks that they become. */
public final class SpoolFormat {
    public static final int FILE_HEADER_BYTES = 24;
    /** The link type that says: records of text, no packets; LINKTYPE_USER0. */
    public static final int RECORDS = 147;

    private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;

    private SpoolFormat() {}

    /** Header of a little-endian pcap file with nanoseconds. */
    public static byte[] fileHeader(int linkType, int snapLength) {
        byte[] header = new byte[FILE_HEADER_BYTES];
        Bytes.putI32le(header, 0, NANOSECONDS_MAGIC);
        Bytes.putI32le(header, 4, (4 << 16) | 2);
        Bytes.putI32le(header, 16, snapLength);
        Bytes.putI32le(header, 20, linkType);
        return header;
    }
}
