package io.sipvault.indexer.evidence;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.pcap.PcapngWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes packets as a capture file. */
public final class CaptureExport {
    private static final int SNAP_LENGTH = 262_144;

    private CaptureExport() {}

    /**
     * Writes pcap with nanoseconds, which holds one link type.
     *
     * @throws ForensicException
     *             BAD_REQUEST when the packets have several
     */
    public static void pcap(List<EvidencePacket> packets, OutputStream out) throws IOException {
        int[] linkTypes = packets.stream().mapToInt(EvidencePacket::linkType).distinct().sorted().toArray();
        if (linkTypes.length > 1) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "exporting as pcap: the packets have the link types "
                    + java.util.Arrays.toString(linkTypes) + ", and a pcap file holds one; export as .pcapng");
        }
        int linkType = linkTypes.length == 0 ? 1 : linkTypes[0];
        try (PcapWriter writer = new PcapWriter(new BufferedOutputStream(out), linkType, SNAP_LENGTH)) {
            for (EvidencePacket p : packets) {
                writer.write(p.timeNs(), p.originalLength(), p.bytes(), 0, p.bytes().length);
            }
        }
    }

    /** Writes pcapng, an interface for each vantage and link type. */
    public static void pcapng(List<EvidencePacket> packets, String application, OutputStream out) throws IOException {
        Map<String, Integer> interfaces = new HashMap<>();
        try (PcapngWriter writer = new PcapngWriter(new BufferedOutputStream(out), application)) {
            for (EvidencePacket p : packets) {
                String name = p.vantage() + "/" + p.linkType();
                Integer number = interfaces.get(name);
                if (number == null) {
                    number = writer.addInterface(p.vantage(), p.linkType(), SNAP_LENGTH);
                    interfaces.put(name, number);
                }
                writer.write(number, p.timeNs(), p.originalLength(), p.bytes(), 0, p.bytes().length, null);
            }
        }
    }
}
