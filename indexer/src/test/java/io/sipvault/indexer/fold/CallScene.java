package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A call of ten seconds over UDP between two hosts, and what goes beside it; the ports of its media are chosen. */
final class CallScene {
    static final long MS = 1_000_000L;
    static final long SECOND = 1000 * MS;
    static final long ANSWER = Instant.parse("2026-03-01T10:00:02Z").getEpochSecond() * SECOND;
    static final long END = ANSWER + 10 * SECOND;
    static final String CALL_ID = "scene@10.0.1.1";

    final Wire wire = new Wire();
    final Host caller = new Host(0x0a000101, 5060);
    final Host callee = new Host(0x0a000201, 5060);
    final Host callerMedia;
    final Host calleeMedia;

    CallScene(int callerPort, int calleePort) {
        callerMedia = caller.at(callerPort);
        calleeMedia = callee.at(calleePort);
    }

    /** INVITE, answer and BYE. */
    CallScene signalling() {
        send(ANSWER - 2 * SECOND, caller, callee, invite());
        send(ANSWER, callee, caller, text("SIP/2.0 200 OK", 1, "INVITE", sdp(calleeMedia)));
        send(ANSWER + 20 * MS, caller, callee, text("ACK sip:b@10.0.2.1 SIP/2.0", 1, "ACK", ""));
        send(END, caller, callee, text("BYE sip:b@10.0.2.1 SIP/2.0", 2, "BYE", ""));
        send(END + 20 * MS, callee, caller, text("SIP/2.0 200 OK", 2, "BYE", ""));
        return this;
    }

    String invite() {
        return text("INVITE sip:b@10.0.2.1 SIP/2.0", 1, "INVITE", sdp(callerMedia));
    }

    void send(long timeNs, Host from, Host to, String text) {
        wire.udp(timeNs, from, to, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Packets every 20 ms while the call is up. */
    CallScene rtp(Host from, Host to, int ssrc) {
        for (int i = 0; i < 500; i++) {
            wire.udp(ANSWER + i * 20 * MS, from, to, packet(ssrc, i));
        }
        return this;
    }

    static byte[] packet(int ssrc, int number) {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        Bytes.putI16(packet, 2, number);
        Bytes.putI32(packet, 4, 160 * number);
        Bytes.putI32(packet, 8, ssrc);
        return packet;
    }

    static String sdp(Host media) {
        return "v=0\r\no=- 1 1 IN IP4 " + media.name() + "\r\ns=-\r\nc=IN IP4 " + media.name() + "\r\nt=0 0\r\nm=audio "
                + media.port() + " RTP/AVP 0\r\na=ptime:20\r\n";
    }

    String text(String startLine, int cseq, String method, String body) {
        return startLine + "\r\nVia: SIP/2.0/UDP " + caller + ";branch=z9hG4bK" + cseq + method
                + "\r\nFrom: <sip:a@10.0.1.1>;tag=f\r\nTo: <sip:b@10.0.2.1>"
                + (startLine.startsWith("INVITE") ? "" : ";tag=t") + "\r\nCall-ID: " + CALL_ID + "\r\nCSeq: " + cseq
                + " "
                + method + (body.isEmpty() ? "" : "\r\nContent-Type: application/sdp") + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
