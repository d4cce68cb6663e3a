package io.sipvault.ingest.pcap;

import org.jspecify.annotations.Nullable;

/** The variants of the pcap file format, told by the first four bytes. */
enum PcapFormat {
    MICROSECONDS(0xa1b2c3d4, false, 1_000, 16),
    MICROSECONDS_LE(0xd4c3b2a1, true, 1_000, 16),
    NANOSECONDS(0xa1b23c4d,
            false, 1, 16),
    NANOSECONDS_LE(0x4d3cb2a1, true, 1, 16),
    /** A. Kuznetzov's patched libpcap: record headers go on with interface, protocol and packet type. */
    KUZNETZOV(0xa1b2cd34, false, 1_000, 24),
    KUZNETZOV_LE(0x34cdb2a1, true, 1_000, 24);

    /** As read in big endian. */
    final int magic;
    final boolean littleEndian;
    /** Nanoseconds in one unit of a record's fraction. */
    final int fractionNs;
    final int recordHeaderBytes;

    PcapFormat(int magic, boolean littleEndian, int fractionNs, int recordHeaderBytes) {
        this.magic = magic;
        this.littleEndian = littleEndian;
        this.fractionNs = fractionNs;
        this.recordHeaderBytes = recordHeaderBytes;
    }

    static @Nullable PcapFormat ofMagic(int bigEndianMagic) {
        for (PcapFormat format : values()) {
            if (format.magic == bigEndianMagic) {
                return format;
            }
        }
        return null;
    }
}
