package io.sipvault.ingest.pcap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks of pcapng that are written. */
final class PcapngBlocks {
    /** Length of an interface description that has nothing but its times' resolution and offset. */
    static final int INTERFACE_BYTES = 44;

    private PcapngBlocks() {}

    /** An interface description without options but those that the times of its packets need. */
    static byte[] interfaceDescription(boolean littleEndian, PcapngInterface from) {
        ByteBuffer block = ByteBuffer.allocate(INTERFACE_BYTES)
                .order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        block.putInt(PcapngScanner.INTERFACE_DESCRIPTION).putInt(INTERFACE_BYTES);
        block.putShort((short) from.linkType).putShort((short) 0).putInt(from.snapLength);
        block.putShort((short) PcapngInterface.TSRESOL).putShort((short) 1).putInt(0);
        block.put(block.position() - Integer.BYTES, (byte) from.resolution);
        block.putShort((short) PcapngInterface.TSOFFSET).putShort((short) Long.BYTES).putLong(from.offsetSeconds);
        block.putInt(0).putInt(INTERFACE_BYTES);
        return block.array();
    }
}
