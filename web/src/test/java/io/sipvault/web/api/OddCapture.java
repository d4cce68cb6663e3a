package io.sipvault.web.api;

import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Dialogs that lack what most have: users, hosts, headers, requests, answers. */
final class OddCapture {
    /** Call-IDs of its dialogs, each with characters that a path must not take for its own. */
    static final String CALL_ID = "odd/%s?x=%%31;\"[v6]\"\\";
    static final int DIALOGS = 9;
    /** Media without an address. */
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";
    private static final int RAW_IP = 101;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final long START_NS = Instant.parse("2026-11-22T10:00:00Z").getEpochSecond() * 1_000_000_000L;

    private OddCapture() {}

    static String callId(int number) {
        return CALL_ID.formatted(number);
    }

    static Path write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); PcapWriter pcap = new PcapWriter(out, RAW_IP, 0)) {
            packet(pcap, 0, request("INVITE", "<sip:192.0.2.1>;tag=a", "<sip:192.0.2.2>"));
            packet(pcap, 1,
                    request("INVITE", "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=a", "<tel:+15550100>"));
            packet(pcap, 2, request("OPTIONS", "sip:probe@192.0.2.1", "sip:192.0.2.2"));
            packet(pcap, 3, request("INVITE", "<urn:service:sos>;tag=a", "<mailto:someone@example.net>"));
            packet(pcap, 4, response("486 ", "<sip:a@192.0.2.1>;tag=a", "<sip:b@192.0.2.2>;tag=b"));
            packet(pcap, 5, response("999 \u202e", ";tag=a", "<>;tag=b"));
            packet(pcap, 6, request("SUBSCRIBE", "<sip:%61%00@192.0.2.1>;tag=a", "<sip:b@192.0.2.2>"));
            packet(pcap, 7, request("NOTIFY", "", ""));
            packet(pcap, 8, request("INVITE", "<sip:a@192.0.2.1>;tag=a", "<sip:b@192.0.2.2>")
                    .replace("Content-Length: 0\r\n\r\n", "Content-Type: application/sdp\r\nContent-Length: "
                            + SDP.length() + "\r\n\r\n" + SDP));
        }
        return file;
    }

    private static String request(String method, String from, String to) {
        return method + " sip:x@192.0.2.2 SIP/2.0\r\n" + headers(method, from, to);
    }

    private static String response(String status, String from, String to) {
        return "SIP/2.0 " + status + "\r\n" + headers("INVITE", from, to);
    }

    private static String headers(String method, String from, String to) {
        return "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKodd\r\nFrom: " + from + "\r\nTo: " + to
                + "\r\nCall-ID: CALLID\r\nCSeq: 1 " + method + "\r\nContent-Length: 0\r\n\r\n";
    }

    private static void packet(PcapWriter pcap, int number, String text) throws IOException {
        byte[] payload = text.replace("CALLID", callId(number)).getBytes(StandardCharsets.UTF_8);
        byte[] packet = new byte[IP_HEADER + UDP_HEADER + payload.length];
        packet[0] = 0x45;
        Bytes.putI16(packet, 2, packet.length);
        Bytes.putI16(packet, 4, number + 1);
        packet[8] = 64;
        packet[9] = 17;
        Bytes.putI32(packet, 12, 0xc0000201);
        Bytes.putI32(packet, 16, 0xc0000202);
        Bytes.putI16(packet, 20, 5060);
        Bytes.putI16(packet, 22, 5060);
        Bytes.putI16(packet, 24, UDP_HEADER + payload.length);
        System.arraycopy(payload, 0, packet, IP_HEADER + UDP_HEADER, payload.length);
        pcap.write(START_NS + number * 1_000_000_000L, packet.length, packet, 0, packet.length);
    }
}
