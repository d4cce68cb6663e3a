package io.sipvault.ingest.fragment;

import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.transport.Transport;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.ByteSource;
import io.sipvault.ingest.wire.Hash128;
import java.util.ArrayList;
import java.util.List;

/**
 * The SIP messages of one Call-ID in one chunk, in capture order.
 *
 * @param leftOut
 *            messages of a flood that were counted and not kept
 */
public record SipEntry(String callId, long leftOut, List<SipObservation> observations) {
    private static final int LEAST_BYTES = 12;
    private static final int REPORTED = 0x40;
    private static final int TIME_REPLACED = 0x80;
    private static final int TRANSPORT = 0x3f;

    public SipEntry {
        observations = List.copyOf(observations);
    }

    public static EntryKey key(String callId) {
        return new EntryKey(EntryType.SIP, Hash128.of(callId));
    }

    public void encode(ByteSink out) {
        out.text(callId);
        out.varint(leftOut);
        out.varint(observations.size());
        long before = 0;
        for (SipObservation o : observations) {
            out.zigzag(o.timeNs() - before);
            before = o.timeNs();
            transport(o, out);
            EndpointCodec.encode(o.flow().source(), out);
            EndpointCodec.encode(o.flow().destination(), out);
            out.varint(o.ipId());
            out.varint(o.length());
            OffsetCodec.encode(o.packetOffsets(), out);
            out.block(o.text());
            if (o.text().length != o.length()) {
                out.i64(o.contentHash().high());
                out.i64(o.contentHash().low());
            }
        }
    }

    private static void transport(SipObservation o, ByteSink out) {
        Reporter reporter = o.reporter();
        boolean reported = !reporter.name().isEmpty();
        out.u8(o.flow().transport().code() | (reported ? REPORTED : 0) | (reporter.timeReplaced() ? TIME_REPLACED : 0));
        if (reported) {
            out.text(reporter.name());
            out.text(reporter.correlationId());
        }
    }

    private static Reporter reporter(int flags, ByteSource in) {
        return (flags & REPORTED) == 0
                ? Reporter.NONE
                : new Reporter(in.text(), (flags & TIME_REPLACED) != 0, in.text());
    }

    /** The Call-ID of an encoded entry, which stays unread. */
    public static String callId(ByteSource entry) {
        return entry.copy().text();
    }

    public static SipEntry decode(ByteSource in) {
        String callId = in.text();
        long leftOut = in.varint();
        int count = in.count(LEAST_BYTES);
        List<SipObservation> observations = new ArrayList<>(count);
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += in.zigzag();
            observations.add(observation(time, in));
        }
        return new SipEntry(callId, leftOut, observations);
    }

    private static SipObservation observation(long timeNs, ByteSource in) {
        int flags = in.u8();
        Transport transport = Transport.ofCode(flags & TRANSPORT);
        Reporter reporter = reporter(flags, in);
        Flow flow = new Flow(transport, EndpointCodec.decode(in), EndpointCodec.decode(in));
        int ipId = (int) in.varint();
        int length = (int) in.varint();
        int[] offsets = OffsetCodec.decode(in);
        byte[] text = in.block();
        Hash128 hash = text.length == length ? Hash128.of(text) : in.hash();
        return new SipObservation(timeNs, flow, ipId, length, hash, offsets, text, reporter);
    }
}
