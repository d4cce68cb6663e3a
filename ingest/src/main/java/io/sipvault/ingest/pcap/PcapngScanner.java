package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a pcapng file, draft-ietf-opsawg-pcapng: sections, interfaces, enhanced, simple and obsolete packet blocks
 * and decryption secrets; all others are skipped by their length.
 *
 * <pre>
 * block: type 4, total length 4, body, total length 4 again
 * </pre>
 */
final class PcapngScanner extends CaptureScanner {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int OBSOLETE_PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;
    static final int DECRYPTION_SECRETS = 10;
    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    static final int MIN_BLOCK_BYTES = 12;
    static final int MAX_INTERFACES = 4096;

    private static final int MIN_SECTION_BYTES = 28;
    private static final int MIN_INTERFACE_BYTES = 20;
    private static final int MIN_PACKET_BYTES = 32;
    private static final int MIN_SIMPLE_BYTES = 16;
    private static final int PACKET_DATA_AT = 28;
    private static final int TRAILER_BYTES = 4;

    private final PcapngPreamble preamble = new PcapngPreamble();
    private PcapngInterface[] interfaces = new PcapngInterface[4];
    private int interfaceCount;
    private boolean sectionSeen;
    private boolean littleEndian;
    private long packetsWithoutTime;

    /** Whether a section header begins here, as far as the bytes tell. */
    static boolean beginsAt(byte[] head, int offset, int limit) {
        if (limit - offset < Integer.BYTES || Bytes.i32(head, offset) != SECTION_HEADER) {
            return false;
        }
        return limit - offset < MIN_BLOCK_BYTES || isByteOrderMagic(Bytes.i32(head, offset + 8));
    }

    private static boolean isByteOrderMagic(int bigEndian) {
        return bigEndian == BYTE_ORDER_MAGIC || bigEndian == Integer.reverseBytes(BYTE_ORDER_MAGIC);
    }

    @Override
    public ContentKind kind() {
        return ContentKind.PCAPNG;
    }

    @Override
    public int next(byte[] buffer, int offset, int limit) {
        packet = false;
        int available = limit - offset;
        if (available < MIN_BLOCK_BYTES) {
            return needMore(MIN_BLOCK_BYTES);
        }
        boolean section = Bytes.i32(buffer, offset) == SECTION_HEADER;
        if (section ? !isByteOrderMagic(Bytes.i32(buffer, offset + 8)) : !sectionSeen) {
            return damaged("no section header at offset " + (baseOffset + offset) + ": block type 0x"
                    + Integer.toHexString(Bytes.i32(buffer, offset)) + ", byte order magic 0x"
                    + Integer.toHexString(Bytes.i32(buffer, offset + 8)));
        }
        boolean order = orderOfBlock(buffer, offset);
        int total = i32(buffer, offset + 4, order);
        if (total < MIN_BLOCK_BYTES || total > MAX_UNIT_BYTES || (total & 3) != 0) {
            return damaged(lengthDamage(offset, total));
        }
        if (available < total) {
            return needMore(total);
        }
        int trailing = i32(buffer, offset + total - TRAILER_BYTES, order);
        if (trailing != total) {
            return damaged("block at offset " + (baseOffset + offset) + " begins with total length " + total
                    + " and ends with " + Integer.toUnsignedString(trailing));
        }
        return section ? section(buffer, offset, total, order) : block(buffer, offset, total);
    }

    /** Whether a block is little endian: a section header says so itself. */
    private boolean orderOfBlock(byte[] buffer, int offset) {
        return Bytes.i32(buffer, offset) == SECTION_HEADER
                ? Bytes.i32(buffer, offset + 8) != BYTE_ORDER_MAGIC
                : littleEndian;
    }

    private String lengthDamage(int offset, int total) {
        String block = "block total length " + Integer.toUnsignedString(total) + " at offset "
                + (baseOffset + offset);
        if (total < 0 || total > MAX_UNIT_BYTES) {
            return block + " is over the limit of " + MAX_UNIT_BYTES;
        }
        return total < MIN_BLOCK_BYTES
                ? block + " is under the least of " + MIN_BLOCK_BYTES
                : block + " is not a multiple of 4";
    }

    private int section(byte[] buffer, int offset, int total, boolean order) {
        if (total < MIN_SECTION_BYTES) {
            return tooShort("section header", offset, total, MIN_SECTION_BYTES);
        }
        int major = order ? Bytes.u16le(buffer, offset + 12) : Bytes.u16(buffer, offset + 12);
        if (major != 1) {
            return damaged("section header at offset " + (baseOffset + offset) + " has major version " + major
                    + ", only 1 is known");
        }
        sectionSeen = true;
        littleEndian = order;
        interfaceCount = 0;
        preamble.section(buffer, offset, total);
        preambleChanges++;
        return total;
    }

    private int block(byte[] buffer, int offset, int total) {
        return switch (i32(buffer, offset)) {
            case ENHANCED_PACKET -> timedPacket(buffer, offset, total, i32(buffer, offset + 8));
            case OBSOLETE_PACKET -> timedPacket(buffer, offset, total,
                    littleEndian ? Bytes.u16le(buffer, offset + 8) : Bytes.u16(buffer, offset + 8));
            case SIMPLE_PACKET -> simplePacket(buffer, offset, total);
            case INTERFACE_DESCRIPTION -> interfaceDescription(buffer, offset, total);
            case DECRYPTION_SECRETS -> {
                preamble.secrets(buffer, offset, total);
                preambleChanges++;
                yield total;
            }
            default -> total;
        };
    }

    /** Enhanced and obsolete packet blocks: interface, time in two halves, captured and original length, packet. */
    private int timedPacket(byte[] buffer, int offset, int total, int id) {
        if (total < MIN_PACKET_BYTES) {
            return tooShort("packet", offset, total, MIN_PACKET_BYTES);
        }
        if (id < 0 || id >= interfaceCount) {
            return unknownInterface(offset, id);
        }
        int captured = i32(buffer, offset + 20);
        if (captured < 0 || captured > total - MIN_PACKET_BYTES) {
            return damaged("packet block of " + total + " bytes at offset " + (baseOffset + offset) + " claims "
                    + Integer.toUnsignedString(captured) + " bytes of packet");
        }
        PcapngInterface from = interfaces[id];
        long ticks = (long) i32(buffer, offset + 12) << 32 | (i32(buffer, offset + 16) & 0xffff_ffffL);
        timeNs = from.timeNs(ticks);
        return packet(from, id, offset + PACKET_DATA_AT, captured, i32(buffer, offset + 24), total);
    }

    /** A simple packet block: original length and packet, of interface 0, cut at that interface's snap length. */
    private int simplePacket(byte[] buffer, int offset, int total) {
        if (total < MIN_SIMPLE_BYTES) {
            return tooShort("simple packet", offset, total, MIN_SIMPLE_BYTES);
        }
        if (interfaceCount == 0) {
            return unknownInterface(offset, 0);
        }
        PcapngInterface from = interfaces[0];
        int original = i32(buffer, offset + 8);
        int captured = Math.min(clampToInt(original), total - MIN_SIMPLE_BYTES);
        packetsWithoutTime++;
        return packet(from, 0, offset + 12, from.snapLength == 0 ? captured : Math.min(captured, from.snapLength),
                original, total);
    }

    private int packet(PcapngInterface from, int id, int dataAt, int captured, int original, int total) {
        packet = true;
        interfaceId = id;
        linkType = from.linkType;
        snapLength = from.snapLength;
        dataOffset = dataAt;
        capturedLength = captured;
        originalLength = clampToInt(original);
        return total;
    }

    private int interfaceDescription(byte[] buffer, int offset, int total) {
        if (total < MIN_INTERFACE_BYTES) {
            return tooShort("interface description", offset, total, MIN_INTERFACE_BYTES);
        }
        if (interfaceCount == MAX_INTERFACES) {
            return damaged("interface description at offset " + (baseOffset + offset) + " is one more than the "
                    + MAX_INTERFACES + " that a section may have");
        }
        PcapngInterface added = PcapngInterface.read(buffer, offset, total, littleEndian);
        if (interfaceCount == interfaces.length) {
            interfaces = Arrays.copyOf(interfaces, interfaceCount * 2);
        }
        interfaces[interfaceCount++] = added;
        preamble.interfaceDescription(buffer, offset, total, littleEndian, added);
        preambleChanges++;
        return total;
    }

    private int tooShort(String what, int offset, int total, int least) {
        return damaged(what + " block at offset " + (baseOffset + offset) + " has " + total + " bytes, needs " + least);
    }

    private int unknownInterface(int offset, int id) {
        return damaged("packet block at offset " + (baseOffset + offset) + " names interface "
                + Integer.toUnsignedString(id) + ", the section has " + interfaceCount);
    }

    private int i32(byte[] buffer, int offset) {
        return i32(buffer, offset, littleEndian);
    }

    private static int i32(byte[] buffer, int offset, boolean littleEndian) {
        return littleEndian ? Bytes.i32le(buffer, offset) : Bytes.i32(buffer, offset);
    }

    @Override
    public long packetsWithoutTime() {
        return packetsWithoutTime;
    }

    @Override
    public byte[] preamble() {
        return preamble.toBytes();
    }

    @Override
    public long secretsLeftOut() {
        return preamble.secretsLeftOut();
    }

    @Override
    int searchBytes() {
        return MIN_BLOCK_BYTES;
    }

    @Override
    Likeness likeness(byte[] buffer, int at, int limit) {
        return new PcapngBlockGuess(littleEndian, sectionSeen ? interfaceCount : -1).likeness(buffer, at, limit);
    }

    @Override
    public @Nullable String describeTruncation(byte[] buffer, int offset, int limit) {
        int available = limit - offset;
        if (available <= 0) {
            return null;
        }
        String cut = " at offset " + (baseOffset + offset) + " cut after ";
        if (!sectionSeen || available < MIN_BLOCK_BYTES) {
            return (sectionSeen ? "block header" : "section header") + cut + available + " of at least "
                    + (sectionSeen ? MIN_BLOCK_BYTES : MIN_SECTION_BYTES) + " bytes";
        }
        int type = i32(buffer, offset);
        if ((type == ENHANCED_PACKET || type == OBSOLETE_PACKET) && available >= PACKET_DATA_AT) {
            return "packet of " + Integer.toUnsignedString(i32(buffer, offset + 20)) + " bytes" + cut
                    + (available - PACKET_DATA_AT);
        }
        return "block of type " + Integer.toUnsignedString(type) + cut + available + " of "
                + Integer.toUnsignedString(i32(buffer, offset + 4, orderOfBlock(buffer, offset))) + " bytes";
    }
}
