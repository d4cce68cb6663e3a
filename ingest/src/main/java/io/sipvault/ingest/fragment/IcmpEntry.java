package io.sipvault.ingest.fragment;

import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.icmp.QuotedDatagram;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * ICMP errors of one chunk and UTC day that quote messages of one Call-ID, or, where the quotation is too short to name
 * one, datagrams of one pair of endpoints.
 *
 * @param callId
 *            empty when the quotations name none
 */
public record IcmpEntry(String callId, List<Seen> errors) {
    /** Of a quoted payload this much is kept. */
    public static final int MOST_PAYLOAD = 64;

    private static final long DAY_NS = 24L * 3600 * 1_000_000_000L;
    private static final int LEAST_BYTES = 20;

    /**
     * An error as captured.
     *
     * @param packetOffset
     *            where its packet begins in the chunk's content
     */
    public record Seen(long timeNs, int packetOffset, IcmpError error) {}

    public IcmpEntry {
        errors = List.copyOf(errors);
    }

    /** Days are apart so that what a dialog reads is bounded by the day it was in. */
    public static EntryKey key(String vantage, String callId, Seen seen) {
        ByteSink identity = new ByteSink(64 + vantage.length());
        identity.block(vantage.getBytes(StandardCharsets.UTF_8));
        identity.zigzag(Math.floorDiv(seen.timeNs, DAY_NS));
        identity.text(callId);
        if (callId.isEmpty()) {
            EndpointCodec.encode(seen.error.quoted().source(), identity);
            EndpointCodec.encode(seen.error.quoted().destination(), identity);
        }
        return new EntryKey(EntryType.ICMP, Hash128.of(identity.array(), 0, identity.size()));
    }

    public void encode(ByteSink out) {
        out.text(callId);
        out.varint(errors.size());
        for (Seen seen : errors) {
            IcmpError error = seen.error;
            QuotedDatagram quoted = error.quoted();
            out.zigzag(seen.timeNs);
            out.varint(seen.packetOffset);
            EndpointCodec.encode(error.reporter(), out);
            out.varint(error.type());
            out.u8(error.code());
            EndpointCodec.encode(quoted.source(), out);
            EndpointCodec.encode(quoted.destination(), out);
            out.varint(quoted.identification());
            out.varint(quoted.length());
            out.block(quoted.payload());
        }
    }

    public static IcmpEntry decode(ByteSource in) {
        String callId = in.text();
        int count = in.count(LEAST_BYTES);
        List<Seen> errors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            errors.add(new Seen(in.zigzag(), (int) in.varint(),
                    new IcmpError(EndpointCodec.decode(in), (int) in.varint(), in.u8(),
                            new QuotedDatagram(EndpointCodec.decode(in), EndpointCodec.decode(in), (int) in.varint(),
                                    (int) in.varint(), in.block()))));
        }
        return new IcmpEntry(callId, errors);
    }
}
