package io.sipvault.ingest.decode;

import io.sipvault.ingest.fragment.EntryKey;
import io.sipvault.ingest.fragment.Reporter;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.fragment.SipObservation;
import io.sipvault.ingest.sip.SipMessage;
import io.sipvault.ingest.sip.SipMethod;
import io.sipvault.ingest.transport.Flow;
import io.sipvault.ingest.wire.ByteSink;
import io.sipvault.ingest.wire.Hash128;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** Gathers the SIP messages of a chunk by Call-ID. */
final class SipCollector {
    private final Map<String, BothEnds<SipObservation>> calls = new HashMap<>();
    private final Counts undecoded;
    private final Counts kinds = new Counts();
    private long messages;

    SipCollector(Counts undecoded) {
        this.undecoded = undecoded;
    }

    void message(long timeNs, Flow flow, int ipId, int[] packetOffsets, byte[] buffer, int offset, int length,
            Reporter reporter) {
        SipMessage message = SipMessage.parse(buffer, offset, length);
        String callId = message.callId();
        if (callId.isEmpty()) {
            undecoded.add("SIP message without Call-ID");
            return;
        }
        messages++;
        kinds.add(message.isRequest() ? method(message) : message.statusCode());
        byte[] text = SipObservation.kept(buffer, offset, length);
        Hash128 hash = length > text.length ? Hash128.of(buffer, offset, length) : new Hash128(0, 0);
        calls.computeIfAbsent(callId, id -> new BothEnds<>())
                .add(new SipObservation(timeNs, flow, ipId, length, hash, packetOffsets, text,
                        reporter.about(callId)));
    }

    /** A stranger may invent any number of methods. */
    private static String method(SipMessage message) {
        return SipMethod.isKnown(message.method()) ? message.method() : "other";
    }

    /** How many messages of each method, and of each status code. */
    SortedMap<String, Long> kinds() {
        return kinds.byReason();
    }

    long messages() {
        return messages;
    }

    void entries(BiConsumer<EntryKey, byte[]> consumer) {
        ByteSink sink = new ByteSink(4096);
        calls.forEach((callId, kept) -> {
            sink.clear();
            new SipEntry(callId, kept.leftOut(), kept.all()).encode(sink);
            consumer.accept(SipEntry.key(callId), sink.toByteArray());
        });
    }
}
