package io.sipvault.ingest.fragment;

import io.sipvault.ingest.net.IpFragment;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fragments of one IP identification that the chunk does not complete, in capture order. */
public record TornDatagramEntry(List<IpFragment> fragments) {
    private static final int LEAST_BYTES = 18;

    public TornDatagramEntry {
        fragments = List.copyOf(fragments);
    }

    public static EntryKey key(String vantage, IpFragment fragment) {
        ByteSink identity = new ByteSink(64 + vantage.length());
        identity.block(vantage.getBytes(StandardCharsets.UTF_8));
        EndpointCodec.encode(fragment.source(), identity);
        EndpointCodec.encode(fragment.destination(), identity);
        identity.varint(fragment.protocol());
        identity.i32(fragment.identification());
        return new EntryKey(EntryType.TORN_DATAGRAM, Hash128.of(identity.array(), 0, identity.size()));
    }

    public void encode(ByteSink out) {
        out.varint(fragments.size());
        for (IpFragment f : fragments) {
            out.zigzag(f.timeNs());
            out.varint(f.packetRef());
            EndpointCodec.encode(f.source(), out);
            EndpointCodec.encode(f.destination(), out);
            out.varint(f.protocol());
            out.i32(f.identification());
            out.varint(f.fragmentOffset());
            out.u8(f.more() ? 1 : 0);
            out.block(f.payload());
        }
    }

    /**
     * @param chunkRef
     *            is put into the upper half of the packet references, to tell the chunks apart
     */
    public static TornDatagramEntry decode(ByteSource in, int chunkRef) {
        int count = in.count(LEAST_BYTES);
        List<IpFragment> fragments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fragments.add(new IpFragment(in.zigzag(), PacketRef.of(chunkRef, in.varint()), EndpointCodec.decode(in),
                    EndpointCodec.decode(in), (int) in.varint(), in.i32(), (int) in.varint(), in.u8() == 1,
                    in.block()));
        }
        return new TornDatagramEntry(fragments);
    }
}
