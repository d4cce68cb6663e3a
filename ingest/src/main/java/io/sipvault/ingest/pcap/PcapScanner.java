package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a pcap file, draft-ietf-opsawg-pcap.
 *
 * <pre>
 * file header:   magic 4, version 2 + 2, reserved 4 + 4, snap length 4, FCS bits and link type 4
 * record header: seconds 4, fraction 4, captured length 4, original length 4
 * </pre>
 */
final class PcapScanner extends CaptureScanner {
    static final int FILE_HEADER_BYTES = 24;
    /** Bound of a packet in a file whose snap length is usual; what libpcap and Wireshark hold files to. */
    static final int USUAL_PACKET_LIMIT = 262_144;

    private static final int LINK_TYPE_MASK = 0x03ff_ffff;
    private static final int CAPTURED_AT = 8;
    private static final int ORIGINAL_AT = 12;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long DAY_NS = 86_400 * NS_PER_SECOND;
    /** 1990: no capture is older, and few bytes that are none look younger. */
    private static final long FIRST_CAPTURE_NS = 631_152_000 * NS_PER_SECOND;
    private static final int RECORDS_IN_A_ROW = 3;

    private byte[] header = new byte[0];
    private boolean littleEndian;
    private int recordHeaderBytes;
    private int fractionNs;
    private int minorVersion;
    private int packetLimit;

    @Override
    public ContentKind kind() {
        return ContentKind.PCAP;
    }

    @Override
    public int next(byte[] buffer, int offset, int limit) {
        packet = false;
        int available = limit - offset;
        if (header.length == 0) {
            return fileHeader(buffer, offset, available);
        }
        if (available < recordHeaderBytes) {
            return needMore(recordHeaderBytes);
        }
        int captured = captured(buffer, offset);
        if (captured == 0 && isFileHeader(buffer, offset)) {
            return fileHeader(buffer, offset, available);
        }
        if (Integer.compareUnsigned(captured, packetLimit) > 0) {
            return damaged("record header at offset " + (baseOffset + offset) + " claims "
                    + Integer.toUnsignedString(captured) + " bytes, the limit is " + packetLimit);
        }
        int length = recordHeaderBytes + captured;
        return available < length ? needMore(length) : record(buffer, offset, captured);
    }

    private int record(byte[] buffer, int offset, int captured) {
        packet = true;
        timeKnown = true;
        timeNs = recordTimeNs(buffer, offset);
        dataOffset = offset + recordHeaderBytes;
        capturedLength = captured;
        originalLength = clampToInt(original(buffer, offset));
        return recordHeaderBytes + captured;
    }

    private int fileHeader(byte[] buffer, int offset, int available) {
        if (available < FILE_HEADER_BYTES) {
            return needMore(FILE_HEADER_BYTES);
        }
        PcapFormat found = PcapFormat.ofMagic(Bytes.i32(buffer, offset));
        if (found == null) {
            return damaged("no pcap file header at offset " + (baseOffset + offset) + ": the magic is 0x"
                    + Integer.toHexString(Bytes.i32(buffer, offset)));
        }
        use(found, Arrays.copyOfRange(buffer, offset, offset + FILE_HEADER_BYTES));
        return FILE_HEADER_BYTES;
    }

    private void use(PcapFormat found, byte[] fileHeader) {
        header = fileHeader;
        preambleChanges++;
        littleEndian = found.littleEndian;
        recordHeaderBytes = found.recordHeaderBytes;
        fractionNs = found.fractionNs;
        minorVersion = littleEndian ? Bytes.u16le(fileHeader, 6) : Bytes.u16(fileHeader, 6);
        int snap = i32(fileHeader, 16);
        packetLimit = snap == 0 || Integer.compareUnsigned(snap, USUAL_PACKET_LIMIT) > 0
                ? MAX_PACKET_BYTES
                : USUAL_PACKET_LIMIT;
        snapLength = clampToInt(snap);
        linkType = i32(fileHeader, 20) & LINK_TYPE_MASK;
    }

    /** Whether what would be an empty record is the header of another file: its magic, version 2 and two empty fields. */
    private boolean isFileHeader(byte[] buffer, int offset) {
        PcapFormat found = PcapFormat.ofMagic(Bytes.i32(buffer, offset));
        if (found == null) {
            return false;
        }
        int major = found.littleEndian ? Bytes.u16le(buffer, offset + 4) : Bytes.u16(buffer, offset + 4);
        return major == 2 && Bytes.i64(buffer, offset + CAPTURED_AT) == 0;
    }

    private int captured(byte[] buffer, int offset) {
        int captured = i32(buffer, offset + CAPTURED_AT);
        return minorVersion < 4 && lengthsSwapped(buffer, offset) ? i32(buffer, offset + ORIGINAL_AT) : captured;
    }

    private int original(byte[] buffer, int offset) {
        int original = i32(buffer, offset + ORIGINAL_AT);
        return minorVersion < 4 && lengthsSwapped(buffer, offset) ? i32(buffer, offset + CAPTURED_AT) : original;
    }

    /** Before version 2.3 the original length came first; writers of 2.3 did it both ways. */
    private boolean lengthsSwapped(byte[] buffer, int offset) {
        return minorVersion < 3
                || Integer.compareUnsigned(i32(buffer, offset + CAPTURED_AT), i32(buffer, offset + ORIGINAL_AT)) > 0;
    }

    private long recordTimeNs(byte[] buffer, int offset) {
        return (i32(buffer, offset) & 0xffff_ffffL) * NS_PER_SECOND
                + (i32(buffer, offset + 4) & 0xffff_ffffL) * fractionNs;
    }

    private int i32(byte[] buffer, int offset) {
        return littleEndian ? Bytes.i32le(buffer, offset) : Bytes.i32(buffer, offset);
    }

    @Override
    public byte[] preamble() {
        return header.clone();
    }

    @Override
    int searchBytes() {
        return header.length == 0 ? FILE_HEADER_BYTES : recordHeaderBytes;
    }

    @Override
    Likeness likeness(byte[] buffer, int at, int limit) {
        if (header.length == 0) {
            return Likeness.NONE;
        }
        int offset = at;
        long timeBefore = timeNs;
        boolean timeBeforeKnown = timeKnown;
        for (int seen = 0; seen < RECORDS_IN_A_ROW; seen++) {
            if (limit - offset < recordHeaderBytes) {
                return seen > 0 && offset == limit ? Likeness.RECORD : Likeness.CUT;
            }
            if (!isPlausible(buffer, offset, timeBeforeKnown, timeBefore)) {
                return Likeness.NONE;
            }
            timeBefore = recordTimeNs(buffer, offset);
            timeBeforeKnown = true;
            offset += recordHeaderBytes + captured(buffer, offset);
        }
        return Likeness.RECORD;
    }

    /** A record header as a capture has it: a packet that is not empty, a fraction under a second, a time near the last. */
    private boolean isPlausible(byte[] buffer, int offset, boolean timeBeforeKnown, long timeBefore) {
        int captured = captured(buffer, offset);
        int longest = snapLength == 0 ? packetLimit : Math.min(snapLength, packetLimit);
        if (captured <= 0 || captured > longest || Integer.compareUnsigned(captured, original(buffer, offset)) > 0) {
            return false;
        }
        long fractionNanos = (i32(buffer, offset + 4) & 0xffff_ffffL) * fractionNs;
        long time = recordTimeNs(buffer, offset);
        return fractionNanos < NS_PER_SECOND
                && (timeBeforeKnown ? Math.abs(time - timeBefore) <= DAY_NS : time >= FIRST_CAPTURE_NS);
    }

    @Override
    public @Nullable String describeTruncation(byte[] buffer, int offset, int limit) {
        int available = limit - offset;
        if (available <= 0) {
            return null;
        }
        String cut = " at offset " + (baseOffset + offset) + " cut after ";
        if (header.length == 0) {
            return "file header" + cut + available + " of " + FILE_HEADER_BYTES + " bytes";
        }
        if (available < recordHeaderBytes) {
            return "record header" + cut + available + " of " + recordHeaderBytes + " bytes";
        }
        return "packet of " + Integer.toUnsignedString(captured(buffer, offset)) + " bytes" + cut
                + (available - recordHeaderBytes);
    }
}
