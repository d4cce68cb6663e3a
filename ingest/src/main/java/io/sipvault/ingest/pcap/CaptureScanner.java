package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of a pcap file or the blocks of a pcapng file over a window of bytes, without allocating per record.
 * The caller moves the window; a scanner that is fed with {@link #preamble()} and the bytes from any boundary on reads the
 * same packets as one that saw the whole file. Times are nanoseconds since 1970. Not safe for use by several threads.
 *
 * <p>
 * The first unit is the file header or section header. Captures that were simply joined one after the other are read as
 * one: a pcap file header between two records replaces the one in force.
 */
public abstract sealed class CaptureScanner permits PcapScanner, PcapngScanner {
    /** Result of {@link #next}: the unit is not complete in the window, see {@link #requiredBytes()}. */
    public static final int NEED_MORE = 0;
    /** Result of {@link #next}: no unit can be read here, see {@link #damage()}. */
    public static final int DAMAGED = -1;
    /** No packet is longer than this, whatever a header says. */
    public static final int MAX_PACKET_BYTES = 16 << 20;
    /** No unit is longer than this, so a window of this size can always go on. */
    public static final int MAX_UNIT_BYTES = MAX_PACKET_BYTES + (1 << 20);
    /** A preamble is never longer than this. */
    public static final int MAX_PREAMBLE_BYTES = 1 << 20;

    boolean packet;
    long timeNs;
    int linkType;
    int dataOffset;
    int capturedLength;
    int originalLength;
    int interfaceId;
    int snapLength;
    long baseOffset;
    boolean timeKnown;
    long preambleChanges;

    private int requiredBytes;
    private int searchAgainFrom;
    private String damage = "";

    CaptureScanner() {}

    /**
     * A scanner for the capture that begins here, or null when no capture does.
     *
     * @param limit
     *            end of the bytes, exclusive; 4 are enough, with 12 a text that begins with line breaks is told from pcapng
     */
    public static @Nullable CaptureScanner detect(byte[] head, int offset, int limit) {
        if (PcapngScanner.beginsAt(head, offset, limit)) {
            return new PcapngScanner();
        }
        if (limit - offset >= Integer.BYTES && PcapFormat.ofMagic(Bytes.i32(head, offset)) != null) {
            return new PcapScanner();
        }
        return null;
    }

    /** {@link ContentKind#PCAP} or {@link ContentKind#PCAPNG}. */
    public abstract ContentKind kind();

    /**
     * Reads one unit: a file header, a packet record or a pcapng block.
     *
     * @param limit
     *            end of the window, exclusive
     * @return the bytes consumed, {@link #NEED_MORE} or {@link #DAMAGED}; nothing changes with the latter two
     */
    public abstract int next(byte[] buffer, int offset, int limit);

    /**
     * After damage, the next place that looks like a record: for pcap three plausible record headers in a row, each within a
     * day of the last good packet or the one before, or fewer records that end exactly at the limit; for pcapng a block of a
     * known type with the same length at both ends.
     *
     * @param from
     *            where to begin, after the offset that was damaged
     * @return its offset, or -1 when there is none in the window; then {@link #searchAgainFrom()} is where to go on with more
     *         bytes, or, when the window is full from there on, one byte further
     */
    public final int resync(byte[] buffer, int from, int limit) {
        int firstCut = -1;
        int lastStart = limit - searchBytes();
        for (int at = from; at <= lastStart; at++) {
            Likeness likeness = likeness(buffer, at, limit);
            if (likeness == Likeness.RECORD) {
                return at;
            }
            if (likeness == Likeness.CUT && firstCut < 0) {
                firstCut = at;
            }
        }
        searchAgainFrom = firstCut < 0 ? Math.max(from, lastStart + 1) : firstCut;
        return -1;
    }

    /** Bytes that {@link #likeness} needs at least. */
    abstract int searchBytes();

    abstract Likeness likeness(byte[] buffer, int at, int limit);

    /**
     * One line on what is cut at the end of input, when {@link #next} asked for more there.
     *
     * @return null when nothing is left at the offset
     */
    public abstract @Nullable String describeTruncation(byte[] buffer, int offset, int limit);

    /**
     * The header bytes in force at this point, with which bytes that begin here are a readable capture: the file header of
     * pcap; for pcapng the section header with an unspecified section length, every interface of the section in order and the
     * decryption secrets, at most {@link #MAX_PREAMBLE_BYTES}. Empty before the first header was read.
     */
    public abstract byte[] preamble();

    /** How often {@link #preamble()} changed so far; bytes between two changes can be read behind one preamble from anywhere. */
    public final long preambleChanges() {
        return preambleChanges;
    }

    /** Decryption secrets that found no room in the preamble. */
    public long secretsLeftOut() {
        return 0;
    }

    /** Packets of simple packet blocks, which carry no time and get that of the packet before them. */
    public long packetsWithoutTime() {
        return 0;
    }

    /**
     * Sets the time that packets without a time get until a packet with a time was read: the time of the last packet before
     * the bytes that are to be scanned.
     */
    public final void timeBefore(long ns) {
        timeNs = ns;
        timeKnown = true;
    }

    /** Sets where index 0 of the buffer lies in the decompressed file, for messages. */
    public final void baseOffset(long fileOffset) {
        baseOffset = fileOffset;
    }

    /** After {@link #NEED_MORE}: bytes that are needed from the offset on, at most {@link #MAX_UNIT_BYTES}. */
    public final int requiredBytes() {
        return requiredBytes;
    }

    /** After {@link #DAMAGED}: one line with the reason and its numbers. */
    public final String damage() {
        return damage;
    }

    /** After {@link #resync} found nothing: no record begins before this offset. */
    public final int searchAgainFrom() {
        return searchAgainFrom;
    }

    /** Whether the unit just read is a packet; the accessors below are of this packet then. */
    public final boolean isPacket() {
        return packet;
    }

    /** Nanoseconds since 1970; a time beyond what 64 bits hold is the nearest that they hold. */
    public final long timeNs() {
        return timeNs;
    }

    /** The LINKTYPE_ number of the packet's interface, without the FCS bits. */
    public final int linkType() {
        return linkType;
    }

    /** Where the packet's bytes begin in the buffer. */
    public final int dataOffset() {
        return dataOffset;
    }

    /** Bytes of the packet that are in the file. */
    public final int capturedLength() {
        return capturedLength;
    }

    /** Bytes of the packet on the wire. */
    public final int originalLength() {
        return originalLength;
    }

    /** Number of the interface in its section; 0 for pcap. */
    public final int interfaceId() {
        return interfaceId;
    }

    /** Snap length of the file or interface, 0 when unlimited. */
    public final int snapLength() {
        return snapLength;
    }

    final int needMore(int bytes) {
        requiredBytes = Math.min(bytes, MAX_UNIT_BYTES);
        return NEED_MORE;
    }

    final int damaged(String reason) {
        damage = reason;
        return DAMAGED;
    }

    /** A length of 32 unsigned bits as an int; what no int holds is no length of a packet. */
    static int clampToInt(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }
}
