package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.IcmpEntry;
import io.sipvault.ingest.icmp.IcmpError;
import io.sipvault.ingest.icmp.QuotedDatagram;
import io.sipvault.ingest.link.Packet;
import io.sipvault.ingest.rtp.RtpHeader;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.wire.ByteSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Gathers ICMP errors whose quotation may be SIP, RTP or RTCP. */
final class IcmpCollector {
    private static final int MOST_KEYS = 1 << 16;

    private final String vantage;
    private final Counts undecoded;
    private final Counts dropped;
    private final Map<EntryKey, Errors> errors = new HashMap<>();

    IcmpCollector(String vantage, Counts undecoded, Counts dropped) {
        this.vantage = vantage;
        this.undecoded = undecoded;
        this.dropped = dropped;
    }

    private record Errors(String callId, BothEnds<IcmpEntry.Seen> seen) {}

    void icmp(Packet packet, long timeNs, int packetOffset) {
        IcmpError error = IcmpError.read(packet);
        if (error == null || !mayBeOfACall(error.quoted())) {
            undecoded.add("ICMP");
            return;
        }
        String callId = callId(error.quoted().payload());
        IcmpEntry.Seen seen = new IcmpEntry.Seen(timeNs, packetOffset, shortened(error));
        EntryKey key = IcmpEntry.key(vantage, callId, seen);
        if (errors.size() >= MOST_KEYS && !errors.containsKey(key)) {
            dropped.add("ICMP errors beyond " + MOST_KEYS + " flows in a chunk");
            return;
        }
        errors.computeIfAbsent(key, k -> new Errors(callId, new BothEnds<>())).seen.add(seen);
    }

    /** A quotation of the headers alone may be of anything. */
    private static boolean mayBeOfACall(QuotedDatagram quoted) {
        byte[] b = quoted.payload();
        return b.length < RtpHeader.FIXED_LENGTH || RtpHeader.hasShape(b, 0, b.length, quoted.length())
                || RtpHeader.isRtcp(b, 0, b.length, quoted.length())
                || SipStartLine.mayBegin(b, SipStartLine.skipBlankLines(b, 0, b.length), b.length);
    }

    /** From whole lines only: the last one may be cut. */
    private static String callId(byte[] payload) {
        int start = SipStartLine.skipBlankLines(payload, 0, payload.length);
        int end = payload.length;
        while (end > start && payload[end - 1] != '\n') {
            end--;
        }
        return SipStartLine.matches(payload, start, end - start)
                ? SipMessage.parse(payload, 0, end).callId()
                : "";
    }

    private static IcmpError shortened(IcmpError error) {
        QuotedDatagram q = error.quoted();
        int length = Math.min(IcmpEntry.MOST_PAYLOAD, q.payload().length);
        return new IcmpError(error.reporter(), error.type(), error.code(), new QuotedDatagram(q.source(),
                q.destination(), q.identification(), q.length(), Arrays.copyOf(q.payload(), length)));
    }

    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        ByteSink sink = new ByteSink(1024);
        errors.forEach((key, e) -> {
            sink.clear();
            dropped.add("ICMP errors of a flood", e.seen.leftOut());
            new IcmpEntry(e.callId, e.seen.all()).encode(sink);
            consumer.accept(key, sink.toByteArray());
        });
    }
}
