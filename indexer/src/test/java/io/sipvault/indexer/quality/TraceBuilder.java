package io.sipvault.indexer.quality;

import io.sipvault.ingest.rtp.PacketTrace;

/** Writes traces packet by packet; arrivals are in ms after a start that is a multiple of 5 s. */
final class TraceBuilder {
    static final long START_NS = 1_700_000_000_000_000_000L;
    static final int EVENT_TYPE = 101;

    private final PacketTrace trace = new PacketTrace();
    private int payloadType;
    private int payloadLength = 160;

    TraceBuilder type(int payloadType, int payloadLength) {
        this.payloadType = payloadType;
        this.payloadLength = payloadLength;
        return this;
    }

    TraceBuilder packet(double arrivalMs, int sequenceNumber, int timestamp) {
        return packet(arrivalMs, sequenceNumber, timestamp, false);
    }

    TraceBuilder packet(double arrivalMs, int sequenceNumber, int timestamp, boolean marker) {
        trace.add(ns(arrivalMs), sequenceNumber, timestamp, payloadType, marker, payloadLength, 0);
        return this;
    }

    /** G.711 packets of 20 ms on time. */
    TraceBuilder steady(double fromMs, int count, int sequenceNumber, int timestamp) {
        for (int i = 0; i < count; i++) {
            packet(fromMs + 20 * i, sequenceNumber + i, timestamp + 160 * i);
        }
        return this;
    }

    TraceBuilder event(double arrivalMs, int sequenceNumber, int timestamp, boolean marker, int event, boolean end,
            int duration) {
        int payload = event << 24 | (end ? 0x80_0000 : 0) | 10 << 16 | duration;
        trace.add(ns(arrivalMs), sequenceNumber, timestamp, EVENT_TYPE, marker, 4, payload);
        return this;
    }

    static long ns(double ms) {
        return START_NS + Math.round(ms * 1e6);
    }

    PacketTrace build() {
        return trace;
    }

    StreamQuality analyse() {
        return StreamAnalysis.analyse(trace, StreamFormat.unknown());
    }
}
