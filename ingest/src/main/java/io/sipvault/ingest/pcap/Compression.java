package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;

/** How a file is compressed, told by its first bytes and never by its name. */
public enum Compression {
    NONE, GZIP, ZSTD, XZ;

    /** The compression of a file that begins with these bytes. */
    static Compression of(byte[] head, int offset, int limit) {
        if (GzipMembers.beginsAt(head, offset, limit)) {
            return GZIP;
        }
        if (ZstdFrames.beginsAt(head, offset, limit)) {
            return ZSTD;
        }
        return XzStreams.beginsAt(head, offset, limit) ? XZ : NONE;
    }

    static boolean startsWith(byte[] head, int offset, int limit, int bigEndian) {
        return limit - offset >= Integer.BYTES && Bytes.i32(head, offset) == bigEndian;
    }
}
