package io.sipvault.ingest.pcap;

import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The blocks of a section that its packets need: the section header, the interfaces, the secrets. Bounded: options of a
 * section header or of interfaces beyond a fixed room are left out, but never what times and link types hang on.
 */
final class PcapngPreamble {
    private static final int MAX_SECTION_BYTES = 64 << 10;
    private static final int MAX_VERBATIM_INTERFACE_BYTES = 256 << 10;
    private static final int MIN_SECTION_BYTES = 28;
    private static final int SECTION_LENGTH_AT = 16;

    private final ByteArrayOutputStream interfaces = new ByteArrayOutputStream();
    private final ByteArrayOutputStream secrets = new ByteArrayOutputStream();
    private byte[] section = new byte[0];
    private long secretsLeftOut;

    void section(byte[] buffer, int offset, int total) {
        interfaces.reset();
        secrets.reset();
        section = total <= MAX_SECTION_BYTES
                ? Arrays.copyOfRange(buffer, offset, offset + total)
                : withoutOptions(buffer, offset);
        Arrays.fill(section, SECTION_LENGTH_AT, SECTION_LENGTH_AT + Long.BYTES, (byte) -1);
    }

    private static byte[] withoutOptions(byte[] buffer, int offset) {
        byte[] bare = Arrays.copyOfRange(buffer, offset, offset + MIN_SECTION_BYTES);
        boolean littleEndian = Bytes.i32(buffer, offset + 8) != PcapngScanner.BYTE_ORDER_MAGIC;
        int total = littleEndian ? Integer.reverseBytes(MIN_SECTION_BYTES) : MIN_SECTION_BYTES;
        Bytes.putI32(bare, 4, total);
        Bytes.putI32(bare, MIN_SECTION_BYTES - 4, total);
        return bare;
    }

    void interfaceDescription(byte[] buffer, int offset, int total, boolean littleEndian, PcapngInterface read) {
        if (interfaces.size() + total <= MAX_VERBATIM_INTERFACE_BYTES) {
            interfaces.write(buffer, offset, total);
        } else {
            interfaces.writeBytes(PcapngBlocks.interfaceDescription(littleEndian, read));
        }
    }

    void secrets(byte[] buffer, int offset, int total) {
        if (total > CaptureScanner.MAX_PREAMBLE_BYTES - roomForInterfaces() - secrets.size()) {
            secretsLeftOut++;
        } else {
            secrets.write(buffer, offset, total);
        }
    }

    /** Room that the section header and all interfaces that may come can take. */
    private static int roomForInterfaces() {
        return MAX_SECTION_BYTES + MAX_VERBATIM_INTERFACE_BYTES
                + PcapngScanner.MAX_INTERFACES * PcapngBlocks.INTERFACE_BYTES;
    }

    long secretsLeftOut() {
        return secretsLeftOut;
    }

    byte[] toBytes() {
        byte[] bytes = Arrays.copyOf(section, section.length + interfaces.size() + secrets.size());
        System.arraycopy(interfaces.toByteArray(), 0, bytes, section.length, interfaces.size());
        System.arraycopy(secrets.toByteArray(), 0, bytes, section.length + interfaces.size(), secrets.size());
        return bytes;
    }
}
