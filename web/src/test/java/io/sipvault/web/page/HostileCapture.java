package io.sipvault.web.page;

import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A refused call in which every header tries to become markup, script or another line. */
final class HostileCapture {
    static final String NUMBER = "15550666013";
    /** Sets a mark when it comes alive. */
    static final String SCRIPT = "<script>window.alive=1</script><img src=x onerror=window.alive=2>";
    static final String CALL_ID = "</title><script>window.alive=3</script>/..%2f?a=1&b=\"'()@h";
    private static final int RAW_IP = 101;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final long START_NS = Instant.parse("2026-11-20T10:00:00Z").getEpochSecond() * 1_000_000_000L;

    private HostileCapture() {}

    static Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); PcapWriter pcap = new PcapWriter(out, RAW_IP, 0)) {
            packet(pcap, 0, 1, 2, request("INVITE", ""));
            packet(pcap, 50, 2, 1, response("100 Trying"));
            packet(pcap, 900, 2, 1, response("486 Busy " + SCRIPT + "\u202egnp.exe"));
            packet(pcap, 950, 1, 2, request("ACK", ";tag=t2"));
        }
        return file;
    }

    private static String request(String method, String toTag) {
        return method + " sip:" + NUMBER + "@h SIP/2.0\r\n" + headers(method, toTag) + body(method);
    }

    private static String response(String status) {
        return "SIP/2.0 " + status + "\r\n" + headers("INVITE", ";tag=t2") + body("");
    }

    private static String headers(String method, String toTag) {
        return String.join("\r\n", List.of("Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKhostile" + method,
                "From: \"\\\"'>" + SCRIPT
                        + "\u202e\u2066\" <sip:%3Cimg%20src=x%20onerror=window.alive=4%3E<b>@h>;tag=t1",
                "To: \"javascript:window.alive=5\" <sip:" + NUMBER + "@h>" + toTag, "Call-ID: " + CALL_ID,
                "CSeq: 1 " + method, "Contact: <sip:\"onmouseover=window.alive=6@192.0.2.1>",
                "User-Agent: " + SCRIPT + "x".repeat(5_000), "Subject: folded\r\n " + SCRIPT + "\u0000\u001b[31m\u2028",
                "Reason: Q.850;cause=17;text=\"" + SCRIPT + "\"", ""));
    }

    private static String body(String method) {
        if (!method.equals("INVITE")) {
            return "Content-Length: 0\r\n\r\n";
        }
        String sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=" + SCRIPT + "\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                + "m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 <svg/onload=window.alive=7>/8000\r\n";
        return "Content-Type: application/sdp\r\nContent-Length: " + sdp.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + sdp;
    }

    private static void packet(PcapWriter pcap, long ms, int from, int to, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] packet = new byte[IP_HEADER + UDP_HEADER + payload.length];
        packet[0] = 0x45;
        Bytes.putI16(packet, 2, packet.length);
        Bytes.putI16(packet, 4, (int) ms + 1);
        packet[8] = 64;
        packet[9] = 17;
        Bytes.putI32(packet, 12, 0xc0000200 + from);
        Bytes.putI32(packet, 16, 0xc0000200 + to);
        Bytes.putI16(packet, 20, 5060);
        Bytes.putI16(packet, 22, 5060);
        Bytes.putI16(packet, 24, UDP_HEADER + payload.length);
        System.arraycopy(payload, 0, packet, IP_HEADER + UDP_HEADER, payload.length);
        pcap.write(START_NS + ms * 1_000_000, packet.length, packet, 0, packet.length);
    }
}
