package io.sipvault.indexer.evidence;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.pcap.PcapngWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/** Writes packets as a capture file. */
public final class CaptureExport {
    private static final int SNAP_LENGTH = 262_144;
    private static final int ETHERNET = 1;

    private CaptureExport() {}

    /**
     * Writes pcap with nanoseconds, which holds one link type.
     *
     * @return how many packets
     * @throws ForensicException
     *             BAD_REQUEST when the packets have several
     */
    public static long pcap(SortedPackets packets, OutputStream out) throws IOException {
        if (packets.linkTypes().size() > 1) {
            throw new ForensicException(ErrorCode.BAD_REQUEST, "exporting as pcap: the packets have the link types "
                    + packets.linkTypes() + ", and a pcap file holds one; export as .pcapng");
        }
        int linkType = packets.linkTypes().isEmpty() ? ETHERNET : packets.linkTypes().first();
        try (PcapWriter writer = new PcapWriter(new BufferedOutputStream(out), linkType, SNAP_LENGTH)) {
            return packets
                    .forEach(p -> writer.write(p.timeNs(), p.originalLength(), p.bytes(), 0, p.bytes().length));
        }
    }

    /** Writes pcapng, an interface for each vantage and link type. @return how many packets */
    public static long pcapng(SortedPackets packets, String application, OutputStream out) throws IOException {
        try (Pcapng writer = new Pcapng(application, out)) {
            return packets.forEach(writer::packet);
        }
    }

    /** A pcapng file that is being written. */
    static final class Pcapng implements Closeable {
        private final PcapngWriter writer;
        private final Map<String, Integer> interfaces = new HashMap<>();

        Pcapng(String application, OutputStream out) throws IOException {
            writer = new PcapngWriter(new BufferedOutputStream(out), application);
        }

        void packet(EvidencePacket p) throws IOException {
            String name = p.vantage() + "/" + p.linkType();
            Integer number = interfaces.get(name);
            if (number == null) {
                number = writer.addInterface(p.vantage(), p.linkType(), SNAP_LENGTH);
                interfaces.put(name, number);
            }
            writer.write(number, p.timeNs(), p.originalLength(), p.bytes(), 0, p.bytes().length, null);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
