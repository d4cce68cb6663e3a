package io.sipvault.jobs.launch;

import io.sipvault.ingest.pcap.PcapWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes capture files of answered calls: Ethernet, IPv4, UDP between 192.0.2.1 and 192.0.2.2. */
public final class SipCapture {
    private static final int ETHERNET = 1;
    private static final int HEADERS = 14 + 20 + 8;
    private static final long MS = 1_000_000;

    private SipCapture() {}

    /** A file with one call that begins at a time and is answered and ended within four seconds. */
    public static Path ofCall(Path file, String callId, long startNs) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); PcapWriter pcap = new PcapWriter(out, ETHERNET, 65535)) {
            write(pcap, startNs, true, message("INVITE sip:5550102@192.0.2.2 SIP/2.0", callId, "1 INVITE", ""));
            write(pcap, startNs + 200 * MS, false, message("SIP/2.0 180 Ringing", callId, "1 INVITE", ";tag=b"));
            write(pcap, startNs + 900 * MS, false, message("SIP/2.0 200 OK", callId, "1 INVITE", ";tag=b"));
            write(pcap, startNs + 950 * MS, true, message("ACK sip:5550102@192.0.2.2 SIP/2.0", callId, "1 ACK",
                    ";tag=b"));
            write(pcap, startNs + 3900 * MS, true, message("BYE sip:5550102@192.0.2.2 SIP/2.0", callId, "2 BYE",
                    ";tag=b"));
            write(pcap, startNs + 3950 * MS, false, message("SIP/2.0 200 OK", callId, "2 BYE", ";tag=b"));
        }
        return file;
    }

    private static String message(String startLine, String callId, String cseq, String toTag) {
        return startLine + "\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK" + cseq.replace(" ", "")
                + "\r\nFrom: <sip:5550101@192.0.2.1>;tag=a\r\nTo: <sip:5550102@192.0.2.2>" + toTag + "\r\nCall-ID: "
                + callId + "\r\nCSeq: " + cseq + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static void write(PcapWriter pcap, long timeNs, boolean forth, String message) throws IOException {
        byte[] payload = message.getBytes(StandardCharsets.US_ASCII);
        int length = HEADERS + payload.length;
        ByteBuffer frame = ByteBuffer.allocate(length);
        frame.position(12).putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (length - 14)).putInt(0);
        frame.put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.putInt(forth ? 0xc0000201 : 0xc0000202).putInt(forth ? 0xc0000202 : 0xc0000201);
        frame.putShort((short) 5060).putShort((short) 5060).putShort((short) (8 + payload.length)).putShort((short) 0);
        frame.put(payload);
        pcap.write(timeNs, length, frame.array(), 0, length);
    }
}
