package io.sipvault.indexer.fold;

import io.sipvault.ingest.pcap.PcapWriter;
import io.sipvault.ingest.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one vantage sees: packets of Ethernet and IPv4, in any order of adding, written in order of time. */
final class Wire {
    private static final int ETHERNET = 1;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IP_AT = 14;
    private static final int MORE_FRAGMENTS = 0x2000;

    private final List<Frame> frames = new ArrayList<>();
    private int identification;

    private record Frame(long timeNs, byte[] bytes) {}

    /** IPv4 address and port. */
    record Host(int address, int port) {
        Host at(int otherPort) {
            return new Host(address, otherPort);
        }

        String name() {
            return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "."
                    + (address & 0xff);
        }

        @Override
        public String toString() {
            return name() + ":" + port;
        }
    }

    int packets() {
        return frames.size();
    }

    void udp(long timeNs, Host from, Host to, byte[] payload) {
        ip(timeNs, from, to, UDP, 0, datagram(from, to, payload));
    }

    /**
     * An ICMP error about the datagram that was added last, of which it quotes the IP header and so many bytes behind it.
     *
     * @param identified
     *            whether that IP header has its identification
     */
    void icmp(long timeNs, Host reporter, int type, int code, int quotedBytes, boolean identified) {
        byte[] frame = frames.getLast().bytes;
        int length = Math.min(20 + quotedBytes, frame.length - IP_AT);
        byte[] error = new byte[8 + length];
        error[0] = (byte) type;
        error[1] = (byte) code;
        System.arraycopy(frame, IP_AT, error, 8, length);
        if (!identified) {
            Bytes.putI16(error, 8 + 4, 0);
        }
        Host to = new Host(Bytes.i32(frame, IP_AT + 12), 0);
        ip(timeNs, reporter, to, ICMP, 0, error);
    }

    private static byte[] datagram(Host from, Host to, byte[] payload) {
        byte[] datagram = new byte[8 + payload.length];
        Bytes.putI16(datagram, 0, from.port);
        Bytes.putI16(datagram, 2, to.port);
        Bytes.putI16(datagram, 4, datagram.length);
        System.arraycopy(payload, 0, datagram, 8, payload.length);
        return datagram;
    }

    /**
     * A datagram in fragments of {@code size} bytes, a multiple of 8, 1 ms apart; they come from the last to the first when
     * {@code backwards}.
     */
    void fragmented(long timeNs, Host from, Host to, byte[] payload, int size, boolean backwards) {
        fragmented(timeNs, from, to, UDP, datagram(from, to, payload), size, backwards);
    }

    /** A TCP segment in such fragments. */
    void fragmentedTcp(long timeNs, Host from, Host to, int sequence, int flags, byte[] payload, int size,
            boolean backwards) {
        fragmented(timeNs, from, to, TCP, segment(from, to, sequence, flags, payload), size, backwards);
    }

    private void fragmented(long timeNs, Host from, Host to, int protocol, byte[] datagram, int size,
            boolean backwards) {
        identification++;
        int count = (datagram.length + size - 1) / size;
        for (int i = 0; i < count; i++) {
            int at = (backwards ? count - 1 - i : i) * size;
            int length = Math.min(size, datagram.length - at);
            int field = at / 8 | (at + length < datagram.length ? MORE_FRAGMENTS : 0);
            byte[] part = new byte[length];
            System.arraycopy(datagram, at, part, 0, length);
            frame(timeNs + i * 1_000_000L, from, to, protocol, field, part);
        }
    }

    void tcp(long timeNs, Host from, Host to, int sequence, int flags, byte[] payload) {
        ip(timeNs, from, to, TCP, 0, segment(from, to, sequence, flags, payload));
    }

    private static byte[] segment(Host from, Host to, int sequence, int flags, byte[] payload) {
        byte[] segment = new byte[20 + payload.length];
        Bytes.putI16(segment, 0, from.port);
        Bytes.putI16(segment, 2, to.port);
        Bytes.putI32(segment, 4, sequence);
        segment[12] = 0x50;
        segment[13] = (byte) flags;
        Bytes.putI16(segment, 14, 0xffff);
        System.arraycopy(payload, 0, segment, 20, payload.length);
        return segment;
    }

    private void ip(long timeNs, Host from, Host to, int protocol, int fragment, byte[] payload) {
        identification++;
        frame(timeNs, from, to, protocol, fragment, payload);
    }

    private void frame(long timeNs, Host from, Host to, int protocol, int fragment, byte[] payload) {
        byte[] frame = new byte[IP_AT + 20 + payload.length];
        Bytes.putI16(frame, 12, 0x0800);
        frame[IP_AT] = 0x45;
        Bytes.putI16(frame, IP_AT + 2, 20 + payload.length);
        Bytes.putI16(frame, IP_AT + 4, identification);
        Bytes.putI16(frame, IP_AT + 6, fragment);
        frame[IP_AT + 8] = 64;
        frame[IP_AT + 9] = (byte) protocol;
        Bytes.putI32(frame, IP_AT + 12, from.address);
        Bytes.putI32(frame, IP_AT + 16, to.address);
        System.arraycopy(payload, 0, frame, IP_AT + 20, payload.length);
        frames.add(new Frame(timeNs, frame));
    }

    byte[] pcap() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(out, ETHERNET, 65_535)) {
            List<Frame> sorted = new ArrayList<>(frames);
            sorted.sort(Comparator.comparingLong(Frame::timeNs));
            for (Frame frame : sorted) {
                writer.write(frame.timeNs, frame.bytes.length, frame.bytes, 0, frame.bytes.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
