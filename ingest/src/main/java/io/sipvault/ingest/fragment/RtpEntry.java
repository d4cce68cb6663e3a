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
 * @param ssrc
 *            synchronisation source, unsigned in an int
 * @param firstFrame
 *            first frame of the chunk that holds a packet of it; -1 without packets
 * @param lastFrame
 *            last frame of the chunk that holds one
 */
public record RtpEntry(Endpoint source, Endpoint destination, int ssrc, int firstFrame, int lastFrame,
        PacketTrace trace, List<Rtcp> rtcp) {
    /**
     * A compound RTCP packet as captured.
     *
     * @param reverse
     *            whether it was sent by the stream's receiver
     */
    public record Rtcp(long timeNs, boolean reverse, byte[] bytes) {}

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
            out.u8(packet.reverse() ? 1 : 0);
            out.block(packet.bytes());
        }
    }

    public static RtpEntry decode(ByteSource in) {
        Endpoint source = EndpointCodec.decode(in);
        Endpoint destination = EndpointCodec.decode(in);
        int ssrc = in.i32();
        int firstFrame = (int) in.zigzag();
        int lastFrame = (int) in.zigzag();
        byte[] trace = in.block();
        int count = in.count(3);
        List<Rtcp> rtcp = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rtcp.add(new Rtcp(in.zigzag(), in.u8() == 1, in.block()));
        }
        return new RtpEntry(source, destination, ssrc, firstFrame, lastFrame,
                PacketTraceCodec.decode(trace, 0, trace.length), rtcp);
    }
}
