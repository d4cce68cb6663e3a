package io.sipvault.ingest.fragment;

import io.sipvault.ingest.transport.TcpSegment;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pieces of one TCP direction that no message of the chunk consumed, in capture order. */
public record TornStreamEntry(List<TcpSegment> segments) {
    private static final int LEAST_BYTES = 18;

    public TornStreamEntry {
        segments = List.copyOf(segments);
    }

    public static EntryKey key(String vantage, TcpSegment segment) {
        ByteSink identity = new ByteSink(64 + vantage.length());
        identity.block(vantage.getBytes(StandardCharsets.UTF_8));
        EndpointCodec.encode(segment.source(), identity);
        EndpointCodec.encode(segment.destination(), identity);
        return new EntryKey(EntryType.TORN_STREAM, Hash128.of(identity.array(), 0, identity.size()));
    }

    public void encode(ByteSink out) {
        out.varint(segments.size());
        for (TcpSegment s : segments) {
            out.zigzag(s.timeNs());
            out.varint(s.packetRef());
            EndpointCodec.encode(s.source(), out);
            EndpointCodec.encode(s.destination(), out);
            out.i32(s.sequence());
            out.varint(s.flags());
            out.block(s.payload());
        }
    }

    /**
     * @param chunkRef
     *            is put into the upper half of the packet references, to tell the chunks apart
     */
    public static TornStreamEntry decode(ByteSource in, int chunkRef) {
        int count = in.count(LEAST_BYTES);
        List<TcpSegment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new TcpSegment(in.zigzag(), PacketRef.of(chunkRef, in.varint()), EndpointCodec.decode(in),
                    EndpointCodec.decode(in), in.i32(), (int) in.varint(), in.block()));
        }
        return new TornStreamEntry(segments);
    }
}
