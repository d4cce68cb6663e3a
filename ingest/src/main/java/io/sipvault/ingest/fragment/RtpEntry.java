package io.sipvault.ingest.fragment;

import io.sipvault.ingest.rtp.PacketTrace;
import io.sipvault.ingest.rtp.PacketTraceCodec;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One RTP stream in one chunk: its packet trace, where its packets are, and the RTCP packets that speak of it.
 *
 * @param reporter
 *            who says so in HEP, of RTCP alone; empty for what was captured itself
 * @param ssrc
 *            synchronisation source, unsigned in an int
 * @param firstFrame
 *            first frame of the chunk that holds a packet of it; -1 without packets
 * @param lastFrame
 *            last frame of the chunk that holds one
 */
public record RtpEntry(String reporter, Endpoint source, Endpoint destination, int ssrc, int firstFrame, int lastFrame,
        PacketTrace trace, List<Rtcp> rtcp) {
    private static final int REVERSE = 1;
    private static final int PORT_ABOVE = 2;
    private static final int LEAST_RTCP_BYTES = 4;

    /**
     * RTCP that speaks of the stream.
     *
     * @param reverse
     *            whether it was sent by the stream's receiver
     * @param portAbove
     *            whether it went between odd ports, so that the stream is taken to use the ports below (RFC 3550 11)
     * @param packetOffsets
     *            where the packets that carried it begin in the chunk's content
     * @param bytes
     *            the compound packet as captured; of one in reverse only what it says of this stream
     */
    public record Rtcp(long timeNs, boolean reverse, boolean portAbove, int[] packetOffsets, byte[] bytes) {}

    public RtpEntry {
        rtcp = List.copyOf(rtcp);
    }

    public static EntryKey key(String vantage, Endpoint source, Endpoint destination, int ssrc) {
        ByteSink identity = new ByteSink(64 + vantage.length());
        identity.block(vantage.getBytes(StandardCharsets.UTF_8));
        EndpointCodec.encode(source, identity);
        EndpointCodec.encode(destination, identity);
        identity.i32(ssrc);
        return new EntryKey(EntryType.RTP, Hash128.of(identity.array(), 0, identity.size()));
    }

    public void encode(ByteSink out) {
        EndpointCodec.encode(source, out);
        EndpointCodec.encode(destination, out);
        out.i32(ssrc);
        out.zigzag(firstFrame);
        out.zigzag(lastFrame);
        out.block(PacketTraceCodec.encode(trace));
        out.varint(rtcp.size());
        for (Rtcp packet : rtcp) {
            out.zigzag(packet.timeNs());
            out.u8((packet.reverse() ? REVERSE : 0) | (packet.portAbove() ? PORT_ABOVE : 0));
            OffsetCodec.encode(packet.packetOffsets(), out);
            out.block(packet.bytes());
        }
        if (!reporter.isEmpty()) {
            out.block(reporter.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whose observation it is. */
    public String vantage(String ofChunk) {
        return Reporter.vantage(reporter, ofChunk);
    }

    public static RtpEntry decode(ByteSource in) {
        Endpoint source = EndpointCodec.decode(in);
        Endpoint destination = EndpointCodec.decode(in);
        int ssrc = in.i32();
        int firstFrame = (int) in.zigzag();
        int lastFrame = (int) in.zigzag();
        byte[] trace = in.block();
        int count = in.count(LEAST_RTCP_BYTES);
        List<Rtcp> rtcp = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rtcp.add(rtcp(in));
        }
        return new RtpEntry(in.hasMore() ? in.text() : "", source, destination, ssrc, firstFrame, lastFrame,
                PacketTraceCodec.decode(trace, 0, trace.length), rtcp);
    }

    private static Rtcp rtcp(ByteSource in) {
        long timeNs = in.zigzag();
        int flags = in.u8();
        return new Rtcp(timeNs, (flags & REVERSE) != 0, (flags & PORT_ABOVE) != 0, OffsetCodec.decode(in),
                in.block());
    }
}
