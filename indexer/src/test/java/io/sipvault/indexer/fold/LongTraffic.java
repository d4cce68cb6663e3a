package io.sipvault.indexer.fold;

import io.sipvault.indexer.fold.Wire.Host;
import io.sipvault.ingest.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * Streams that go on for hours and over the UTC marks, with few packets: some a little longer than 6 h and some a little
 * shorter, with losses, packets out of order and pauses of nearly a day, and stream keys that come again after days.
 */
final class LongTraffic {
    static final long SECOND = 1_000_000_000L;
    static final long HOUR = 3600 * SECOND;
    static final long MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond() * SECOND;
    private static final int TICKS = 8000;

    private final Random random;
    private final Wire wire = new Wire();
    private int port = 20_000;

    private LongTraffic(long seed) {
        random = new Random(seed);
    }

    static byte[] capture(long seed) {
        LongTraffic traffic = new LongTraffic(seed);
        for (int i = 0; i < 4; i++) {
            traffic.scene(i);
        }
        return traffic.wire.pcap();
    }

    private void scene(int number) {
        Host a = new Host(0x0a000101, port += 2);
        Host b = new Host(0x0a000202, port += 2);
        long start = MIDNIGHT + (random.nextInt(30) - 15) * HOUR + random.nextInt(3600) * SECOND;
        int hours = number == 0 ? 5 : 6 + random.nextInt(20);
        int ssrc = random.nextInt();
        if (random.nextBoolean()) {
            call(start - SECOND, start + hours * HOUR, a, b, "long" + number + "@edge");
        }
        stream(start, start + hours * HOUR + random.nextInt(1800) * SECOND, a, b, ssrc);
        if (random.nextBoolean()) {
            long again = start + (hours + 20L + random.nextInt(12)) * HOUR;
            stream(again, again + random.nextInt(8) * HOUR + 600 * SECOND, a, b, ssrc);
        }
        if (random.nextBoolean()) {
            stream(start - 80 * HOUR, start - 79 * HOUR, a, b, ssrc);
        }
    }

    /** A packet every 10 s or so; the RTP clock goes on through what is not sent. */
    private void stream(long start, long end, Host from, Host to, int ssrc) {
        int sequence = random.nextInt();
        long pauseAt = start + random.nextInt(20) * HOUR;
        long pause = random.nextInt(3) == 0 ? random.nextInt(23) * HOUR : 0;
        for (long at = start; at < end; at += 10 * SECOND) {
            sequence++;
            if (at > pauseAt && at < pauseAt + pause) {
                sequence--;
            } else if (random.nextInt(30) > 0) {
                long late = random.nextInt(40) == 0 ? 11 * SECOND : random.nextInt(30) * 1_000_000L;
                wire.udp(at + late, from, to, packet(sequence, (int) ((at - start) / SECOND * TICKS), ssrc));
                if (random.nextInt(50) == 0) {
                    wire.udp(at + late + 1_000_000, from, to,
                            packet(sequence, (int) ((at - start) / SECOND * TICKS), ssrc));
                }
            }
        }
    }

    static byte[] packet(int sequence, int timestamp, int ssrc) {
        byte[] packet = new byte[52];
        packet[0] = (byte) 0x80;
        Bytes.putI16(packet, 2, sequence);
        Bytes.putI32(packet, 4, timestamp);
        Bytes.putI32(packet, 8, ssrc);
        return packet;
    }

    private void call(long start, long end, Host caller, Host callee, String callId) {
        Host a = new Host(caller.address(), 5060);
        Host b = new Host(callee.address(), 5060);
        message(start, a, b, callId, "INVITE sip:b@" + b + " SIP/2.0", "1 INVITE", sdp(caller));
        message(start + SECOND / 2, b, a, callId, "SIP/2.0 200 OK", "1 INVITE", sdp(callee));
        message(start + SECOND, a, b, callId, "ACK sip:b@" + b + " SIP/2.0", "1 ACK", "");
        message(end, a, b, callId, "BYE sip:b@" + b + " SIP/2.0", "2 BYE", "");
        message(end + SECOND / 10, b, a, callId, "SIP/2.0 200 OK", "2 BYE", "");
    }

    private void message(long time, Host from, Host to, String callId, String startLine, String cseq, String body) {
        String text = String.join("\r\n", startLine, "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + cseq.hashCode(),
                "From: <sip:a@a>;tag=1", "To: <sip:b@b>;tag=2", "Call-ID: " + callId, "CSeq: " + cseq,
                body.isEmpty() ? "Supported: timer" : "Content-Type: application/sdp",
                "Content-Length: " + body.length(), "", body);
        wire.udp(time, from, to, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String sdp(Host media) {
        return "v=0\r\no=- 1 1 IN IP4 " + media.name() + "\r\ns=-\r\nc=IN IP4 " + media.name()
                + "\r\nt=0 0\r\nm=audio " + media.port() + " RTP/AVP 0\r\n";
    }
}
