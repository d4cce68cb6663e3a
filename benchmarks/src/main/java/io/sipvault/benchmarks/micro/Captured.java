package io.sipvault.benchmarks.micro;

import io.sipvault.ingest.link.Outcome;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.link.PacketDissector;
import io.sipvault.ingest.pcap.CaptureScanner;
import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.traffic.TrafficGenerator;
import io.sipvault.ingest.traffic.TrafficProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A generated capture in memory and what is in it. */
record Captured(byte[] bytes, List<byte[]> frames, List<byte[]> sip, List<byte[]> rtp) {
    static final long SEED = 7;
    static final int ETHERNET = 1;

    static byte[] bytes(TrafficProfile profile) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TrafficGenerator.write(profile, out);
        return out.toByteArray();
    }

    static Captured of(TrafficProfile profile) throws IOException {
        Captured captured = new Captured(bytes(profile), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        captured.walk();
        return captured;
    }

    static CaptureScanner scanner(byte[] bytes) {
        return Objects.requireNonNull(CaptureScanner.detect(bytes, 0, bytes.length), "a capture was generated");
    }

    private void walk() {
        CaptureScanner scanner = scanner(bytes);
        Packet packet = new Packet();
        PacketDissector dissector = new PacketDissector();
        for (int at = 0; at < bytes.length;) {
            at += scanner.next(bytes, at, bytes.length);
            if (!scanner.isPacket()) {
                continue;
            }
            int from = scanner.dataOffset();
            frames.add(Arrays.copyOfRange(bytes, from, from + scanner.capturedLength()));
            packet.reset(bytes, from, scanner.capturedLength(), scanner.originalLength(), ETHERNET, scanner.timeNs());
            if (dissector.dissect(packet) == Outcome.UDP) {
                payload(packet.payloadOffset(), packet.payloadLength());
            }
        }
    }

    private void payload(int offset, int length) {
        if (SipStartLine.matches(bytes, offset, length)) {
            sip.add(Arrays.copyOfRange(bytes, offset, offset + length));
        } else if (RtpHeader.hasShape(bytes, offset, length)) {
            rtp.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /** The packets of the first stream, of a call of about half a minute, at 20 ms from one another give or take. */
    PacketTrace firstTrace() {
        int ssrc = RtpHeader.ssrc(rtp.getFirst(), 0);
        PacketTrace trace = new PacketTrace();
        for (byte[] p : rtp) {
            if (RtpHeader.ssrc(p, 0) == ssrc) {
                long jitterNs = (p[RtpHeader.FIXED_LENGTH] & 0xff) * 20_000L;
                trace.add(TrafficGenerator.START_NS + trace.size() * 20_000_000L + jitterNs,
                        RtpHeader.sequenceNumber(p, 0), RtpHeader.timestamp(p, 0), RtpHeader.payloadType(p, 0),
                        RtpHeader.marker(p, 0), RtpHeader.payloadLength(p, 0, p.length),
                        RtpHeader.eventPayloadOr0(p, 0, p.length, p.length));
            }
        }
        return trace;
    }
}
