package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;

/** A message, a datagram. */
final class UdpCarrier {
    private final Timeline timeline;
    private final FrameWriter frames;
    private final LedgerBook book;

    UdpCarrier(Timeline timeline, FrameWriter frames, LedgerBook book) {
        this.timeline = timeline;
        this.frames = frames;
        this.book = book;
    }

    void carry(Hop hop) {
        for (Step step : hop.steps()) {
            Endpoint from = hop.sender(step.fromCaller());
            Endpoint to = hop.sender(!step.fromCaller());
            timeline.at(step.timeNs(), timeNs -> {
                frames.udp(timeNs, from, to, step.message(), step.message().length);
                book.sip(step.message());
            });
        }
    }
}
