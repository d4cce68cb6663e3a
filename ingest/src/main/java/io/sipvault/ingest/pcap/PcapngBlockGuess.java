package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;

/**
 * Whether arbitrary bytes look like a block. A packet must name an interface that is there and fit its block; blocks that
 * say less about themselves must be followed by something that begins like a block.
 *
 * @param littleEndian
 *            byte order of the section
 * @param interfaceCount
 *            interfaces of the section; -1 when no section was read yet
 */
record PcapngBlockGuess(boolean littleEndian, int interfaceCount) {
    private static final int HIGHEST_KNOWN_TYPE = 10;
    private static final int PACKET_HEADER_BYTES = 28;

    Likeness likeness(byte[] buffer, int at, int limit) {
        if (Bytes.i32(buffer, at) == PcapngScanner.SECTION_HEADER) {
            return section(buffer, at, limit);
        }
        int type = i32(buffer, at);
        int total = i32(buffer, at + 4);
        if (interfaceCount < 0 || type < 1 || type > HIGHEST_KNOWN_TYPE || !isLength(total)) {
            return Likeness.NONE;
        }
        if (isPacket(type)) {
            return packet(buffer, at, limit, type, total);
        }
        if (type == PcapngScanner.INTERFACE_DESCRIPTION && !isInterface(buffer, at, total)) {
            return Likeness.NONE;
        }
        Likeness ends = ends(buffer, at, limit, total, littleEndian);
        return ends == Likeness.RECORD ? follows(buffer, at + total, limit) : ends;
    }

    private static boolean isPacket(int type) {
        return type == PcapngScanner.ENHANCED_PACKET || type == PcapngScanner.OBSOLETE_PACKET;
    }

    private static Likeness section(byte[] buffer, int at, int limit) {
        int magic = Bytes.i32(buffer, at + 8);
        boolean order = magic != PcapngScanner.BYTE_ORDER_MAGIC;
        if (order && magic != Integer.reverseBytes(PcapngScanner.BYTE_ORDER_MAGIC)) {
            return Likeness.NONE;
        }
        int total = order ? Bytes.i32le(buffer, at + 4) : Bytes.i32(buffer, at + 4);
        return isLength(total) ? ends(buffer, at, limit, total, order) : Likeness.NONE;
    }

    private Likeness packet(byte[] buffer, int at, int limit, int type, int total) {
        if (limit - at < PACKET_HEADER_BYTES) {
            return Likeness.CUT;
        }
        int id = type == PcapngScanner.ENHANCED_PACKET ? i32(buffer, at + 8) : u16(buffer, at + 8);
        int captured = i32(buffer, at + 20);
        boolean fits = id >= 0 && id < interfaceCount && captured >= 0
                && captured <= total - PACKET_HEADER_BYTES - Integer.BYTES;
        return fits ? ends(buffer, at, limit, total, littleEndian) : Likeness.NONE;
    }

    /** The reserved field of an interface description is zero; its number would shift those of later interfaces. */
    private boolean isInterface(byte[] buffer, int at, int total) {
        return total >= 20 && u16(buffer, at + 10) == 0;
    }

    private Likeness follows(byte[] buffer, int at, int limit) {
        if (at == limit) {
            return Likeness.RECORD;
        }
        if (limit - at < PcapngScanner.MIN_BLOCK_BYTES) {
            return Likeness.CUT;
        }
        boolean block = Bytes.i32(buffer, at) == PcapngScanner.SECTION_HEADER || isLength(i32(buffer, at + 4));
        return block ? Likeness.RECORD : Likeness.NONE;
    }

    private static Likeness ends(byte[] buffer, int at, int limit, int total, boolean littleEndian) {
        if (limit - at < total) {
            return Likeness.CUT;
        }
        int end = at + total - Integer.BYTES;
        int trailing = littleEndian ? Bytes.i32le(buffer, end) : Bytes.i32(buffer, end);
        return trailing == total ? Likeness.RECORD : Likeness.NONE;
    }

    private static boolean isLength(int total) {
        return total >= PcapngScanner.MIN_BLOCK_BYTES && total <= CaptureScanner.MAX_UNIT_BYTES && (total & 3) == 0;
    }

    private int i32(byte[] buffer, int offset) {
        return littleEndian ? Bytes.i32le(buffer, offset) : Bytes.i32(buffer, offset);
    }

    private int u16(byte[] buffer, int offset) {
        return littleEndian ? Bytes.u16le(buffer, offset) : Bytes.u16(buffer, offset);
    }
}
