package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A compound of sender report and SDES every 5 s (RFC 3550 6.4.1, 6.5), with a report on the stream of the other side. */
final class RtcpSender implements Timeline.Event {
    private static final long EVERY_NS = 5_000_000_000L;
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;
    private static final int REPORT_BYTES = 52;
    private static final int SDES_BYTES = 24;
    private static final int JITTER_UNITS = 12;
    /** A tap in the middle sees half of this on each side. */
    private static final long ROUND_TRIP_NS = 30_000_000;

    private final Scene scene;
    private final RtpStream own;
    private final RtpStream other;
    private final Endpoint from;
    private final Endpoint to;
    private final long endNs;
    private final byte[] packet = new byte[REPORT_BYTES + SDES_BYTES];

    RtcpSender(Scene scene, RtpStream own, RtpStream other, long endNs) {
        this.scene = scene;
        this.own = own;
        this.other = other;
        this.endNs = endNs;
        from = own.from().withPort(own.from().port() + 1);
        to = own.to().withPort(own.to().port() + 1);
        Bytes.putI32(packet, 0, 0x81c8_0000 | REPORT_BYTES / 4 - 1);
        Bytes.putI32(packet, REPORT_BYTES, 0x81ca_0000 | SDES_BYTES / 4 - 1);
        Bytes.putI32(packet, REPORT_BYTES + 4, own.ssrc());
        packet[REPORT_BYTES + 8] = 1;
        packet[REPORT_BYTES + 9] = 12;
        byte[] name = "ua@localhost".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, packet, REPORT_BYTES + 10, name.length);
    }

    void begin(long startNs) {
        scene.timeline.at(startNs + EVERY_NS, this);
    }

    @Override
    public void happen(long timeNs) throws IOException {
        if (timeNs >= endNs) {
            return;
        }
        report(timeNs);
        scene.frames.udp(timeNs, from, to, packet, packet.length);
        scene.book.rtcpPackets++;
        scene.timeline.at(timeNs + EVERY_NS, this);
    }

    private void report(long timeNs) {
        int sent = own.sentSoFar();
        Bytes.putI32(packet, 4, own.ssrc());
        Bytes.putI64(packet, 8, ntp(timeNs));
        Bytes.putI32(packet, 16, own.timestampNow());
        Bytes.putI32(packet, 20, sent);
        Bytes.putI32(packet, 24, RtpStream.PAYLOAD_BYTES * sent);
        Bytes.putI32(packet, 28, other.ssrc());
        Bytes.putI32(packet, 32, other.lostSoFar());
        Bytes.putI32(packet, 36, other.highestSequence());
        Bytes.putI32(packet, 40, JITTER_UNITS);
        Bytes.putI32(packet, 44, (int) (ntp(timeNs - ROUND_TRIP_NS - EVERY_NS / 5) >>> 16));
        Bytes.putI32(packet, 48, (int) ((EVERY_NS / 5 << 16) / 1_000_000_000L));
    }

    private static long ntp(long timeNs) {
        long seconds = timeNs / 1_000_000_000L + NTP_TO_UNIX_SECONDS;
        long fraction = (timeNs % 1_000_000_000L << 32) / 1_000_000_000L;
        return seconds << 32 | fraction;
    }
}
