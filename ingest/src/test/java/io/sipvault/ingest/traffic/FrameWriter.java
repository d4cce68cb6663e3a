package io.sipvault.ingest.traffic;

import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.Bytes;
import java.io.IOException;

/** Puts payloads into Ethernet II, IPv4 and UDP or TCP, with checksums, and writes them as packets of a capture. */
final class FrameWriter {
    static final int ETHERNET = 1;

    private static final int IP_AT = 14;
    private static final int TRANSPORT_AT = IP_AT + 20;
    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;
    private static final int MTU = 1500;
    /** Largest payload of a fragment that is not the last: a multiple of 8. */
    private static final int FRAGMENT_BYTES = (MTU - 20) / 8 * 8;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int UDP = 17;
    private static final int TCP = 6;

    private final PcapWriter out;
    private final byte[] frame = new byte[TRANSPORT_AT + 0xffff];
    private final byte[] datagram = new byte[0xffff];
    private int identification;
    private long packets;
    private long bytes = 24;
    private long fragments;
    private long tcpSegments;

    FrameWriter(PcapWriter out) {
        this.out = out;
        Bytes.putI32(frame, 0, 0x02005e00);
        Bytes.putI32(frame, 6, 0x02005e00);
        Bytes.putI16(frame, 12, 0x0800);
        frame[IP_AT] = 0x45;
        frame[IP_AT + 8] = 62;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long fragments() {
        return fragments;
    }

    long tcpSegments() {
        return tcpSegments;
    }

    void udp(long timeNs, Endpoint from, Endpoint to, byte[] payload, int length) throws IOException {
        int total = UDP_HEADER + length;
        byte[] target = total + 20 <= MTU ? frame : datagram;
        int at = target == frame ? TRANSPORT_AT : 0;
        Bytes.putI16(target, at, from.port());
        Bytes.putI16(target, at + 2, to.port());
        Bytes.putI16(target, at + 4, total);
        Bytes.putI16(target, at + 6, 0);
        System.arraycopy(payload, 0, target, at + UDP_HEADER, length);
        int sum = transportSum(target, at, total, from, to, UDP);
        Bytes.putI16(target, at + 6, sum == 0 ? 0xffff : sum);
        nextIdentification();
        if (target == frame) {
            ip(timeNs, from, to, UDP, total, 0);
        } else {
            fragmented(timeNs, from, to, total);
        }
    }

    /** Every third datagram's first fragment comes last. */
    private void fragmented(long timeNs, Endpoint from, Endpoint to, int total) throws IOException {
        boolean firstLast = identification % 3 == 0;
        for (int at = firstLast ? FRAGMENT_BYTES : 0; at < total; at += FRAGMENT_BYTES) {
            fragment(timeNs, from, to, total, at);
        }
        if (firstLast) {
            fragment(timeNs, from, to, total, 0);
        }
    }

    private void fragment(long timeNs, Endpoint from, Endpoint to, int total, int at) throws IOException {
        int length = Math.min(FRAGMENT_BYTES, total - at);
        System.arraycopy(datagram, at, frame, TRANSPORT_AT, length);
        fragments++;
        ip(timeNs, from, to, UDP, length, at / 8 | (at + length < total ? MORE_FRAGMENTS : 0));
    }

    void tcp(long timeNs, Endpoint from, Endpoint to, TcpCarrier.Segment segment) throws IOException {
        int total = TCP_HEADER + segment.length();
        Bytes.putI16(frame, TRANSPORT_AT, from.port());
        Bytes.putI16(frame, TRANSPORT_AT + 2, to.port());
        Bytes.putI32(frame, TRANSPORT_AT + 4, segment.sequence());
        Bytes.putI32(frame, TRANSPORT_AT + 8, segment.acknowledgment());
        Bytes.putI16(frame, TRANSPORT_AT + 12, 0x5000 | segment.flags());
        Bytes.putI32(frame, TRANSPORT_AT + 14, 0xfaf00000);
        Bytes.putI16(frame, TRANSPORT_AT + 18, 0);
        System.arraycopy(segment.bytes(), segment.offset(), frame, TRANSPORT_AT + TCP_HEADER, segment.length());
        Bytes.putI16(frame, TRANSPORT_AT + 16, transportSum(frame, TRANSPORT_AT, total, from, to, TCP));
        tcpSegments++;
        nextIdentification();
        ip(timeNs, from, to, TCP, total, 0);
    }

    private void nextIdentification() {
        identification = identification % 0xffff + 1;
    }

    private void ip(long timeNs, Endpoint from, Endpoint to, int protocol, int payloadBytes, int fragmentField)
            throws IOException {
        frame[5] = (byte) to.addressLow();
        frame[11] = (byte) from.addressLow();
        Bytes.putI16(frame, IP_AT + 2, 20 + payloadBytes);
        Bytes.putI16(frame, IP_AT + 4, identification);
        Bytes.putI16(frame, IP_AT + 6, fragmentField);
        frame[IP_AT + 9] = (byte) protocol;
        Bytes.putI16(frame, IP_AT + 10, 0);
        Bytes.putI32(frame, IP_AT + 12, (int) from.addressLow());
        Bytes.putI32(frame, IP_AT + 16, (int) to.addressLow());
        Bytes.putI16(frame, IP_AT + 10, fold(sum(frame, IP_AT, 20, 0)));
        int length = TRANSPORT_AT + payloadBytes;
        out.write(timeNs, length, frame, 0, length);
        packets++;
        bytes += 16 + length;
    }

    /** RFC 768, RFC 9293 3.1: over pseudo header, header and payload. */
    private static int transportSum(byte[] b, int offset, int length, Endpoint from, Endpoint to, int protocol) {
        long pseudo = (from.addressLow() & 0xffff_ffffL) + (to.addressLow() & 0xffff_ffffL) + protocol + length;
        return fold(sum(b, offset, length, pseudo));
    }

    /** RFC 1071: 32 bits at a time are as good as 16, for carries are folded in at the end. */
    private static long sum(byte[] b, int offset, int length, long start) {
        long sum = start;
        int at = offset;
        int end = offset + length;
        for (; at + 4 <= end; at += 4) {
            sum += Bytes.u32(b, at);
        }
        for (int shift = 24; at < end; at++, shift -= 8) {
            sum += (long) Bytes.u8(b, at) << shift;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
