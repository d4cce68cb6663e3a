package io.sipvault.ingest.transport;

import io.sipvault.ingest.sip.SipFramer;
import io.sipvault.ingest.sip.SipFramer.Frame;
import io.sipvault.ingest.transport.ConsumedRanges.Range;
import java.util.Arrays;
import java.util.function.Consumer;

/** Frames the messages of one run, and says where framing can be trusted without what came before. */
final class RunFramer {
    /** What arrives that long after the first byte of a run was hardly sent before that run began. */
    static final long HOLD_NS = 2_000_000_000L;
    /** The same in bytes: more than a window of SIP over TCP. */
    static final int HOLD_BYTES = 1 << 20;
    private static final int MIN_RETRY = 16_384;

    private final Endpoint source;
    private final Endpoint destination;
    private final Consumer<StreamMessage> sink;
    private final ConsumedRanges consumed;
    private final StreamFraming framing;
    private long messages;

    RunFramer(Endpoint source, Endpoint destination, Consumer<StreamMessage> sink, ConsumedRanges consumed,
            StreamFraming framing) {
        this.source = source;
        this.destination = destination;
        this.sink = sink;
        this.consumed = consumed;
        this.framing = framing;
    }

    /** Messages given to the sink. */
    long messages() {
        return messages;
    }

    /**
     * Gives out the messages at the front of a run that begins with one for sure.
     *
     * @return false when something other than SIP stands at its front now
     */
    boolean frameCertain(StreamRun run) {
        int at = 0;
        Frame frame = framing.next(run.bytes(), at, run.length());
        while (frame.kind() == SipFramer.Kind.COMPLETE || frame.kind() == SipFramer.Kind.KEEP_ALIVE) {
            emit(run, frame);
            at = frame.end();
            frame = framing.next(run.bytes(), at, run.length());
        }
        consume(run, at);
        run.retryLength = retryLength(frame, at, run.length() + at);
        return frame.kind() != SipFramer.Kind.NOT_SIP;
    }

    private void consume(StreamRun run, int count) {
        if (count > 0) {
            consumed.add(new Range(run.position(), run.position() + count, run.markTime(0), run.markRef(0)));
            run.removeFirst(count);
        }
    }

    private static int retryLength(Frame frame, int at, int length) {
        if (frame.kind() == SipFramer.Kind.NEED_MORE && frame.end() > 0) {
            return frame.end() - at;
        }
        int rest = length - at;
        return rest < MIN_RETRY ? 0 : rest + rest / 4;
    }

    private void emit(StreamRun run, Frame frame) {
        if (frame.kind() != SipFramer.Kind.COMPLETE) {
            return;
        }
        int first = run.markAt(frame.start());
        int last = run.markAt(frame.end() - 1);
        long[] refs = new long[last - first + 1];
        long timeNs = Long.MIN_VALUE;
        for (int i = first; i <= last; i++) {
            refs[i - first] = run.markRef(i);
            timeNs = Math.max(timeNs, run.markTime(i));
        }
        messages++;
        sink.accept(new StreamMessage(timeNs, source, destination, (int) run.position() + frame.start(),
                Arrays.copyOfRange(run.bytes(), frame.start(), frame.end()), refs));
    }

    /**
     * Follows the messages of a run whose beginning may be the middle of one.
     *
     * @return the offset from which on the run can be trusted: a message ended right there, and what follows was not sent
     *         before the run began; -1 while there is none
     */
    int findCertain(StreamRun run) {
        while (true) {
            if (run.cursor < 0 && !synchronise(run)) {
                return -1;
            }
            Frame frame = framing.next(run.bytes(), run.cursor, run.length());
            switch (frame.kind()) {
                case COMPLETE, KEEP_ALIVE -> {
                    if (run.framed > 0 && isNew(run, frame.start())) {
                        return run.cursor;
                    }
                    run.framed += frame.kind() == SipFramer.Kind.COMPLETE ? 1 : 0;
                    run.cursor = frame.end();
                }
                case NEED_MORE -> {
                    run.retryLength = run.cursor + retryLength(frame, run.cursor, run.length());
                    boolean begun = frame.start() < run.length();
                    return begun && run.framed > 0 && isNew(run, frame.start()) ? run.cursor : -1;
                }
                case NOT_SIP -> {
                    run.cursor = -1;
                    run.framed = 0;
                    run.searchFrom = Math.min(frame.start() + 1, run.length());
                }
            }
        }
    }

    private boolean synchronise(StreamRun run) {
        run.cursor = framing.findStart(run.bytes(), run.searchFrom, run.length());
        run.framed = 0;
        if (run.cursor < 0) {
            run.retryLength = run.length() < MIN_RETRY ? 0 : run.length() + run.length() / 4;
        }
        return run.cursor >= 0;
    }

    private static boolean isNew(StreamRun run, int offset) {
        return offset >= HOLD_BYTES || run.timeAt(offset) - run.firstTimeNs > HOLD_NS;
    }

    /** Gives out all that can be framed in a run to which nothing will be added. */
    void frameFinally(StreamRun run, boolean beginsMessage) {
        int at = beginsMessage ? 0 : framing.findStart(run.bytes(), 0, run.length());
        long base = run.position();
        boolean cutByMessage = consumed.startsAt(run.end());
        while (at >= 0 && at < run.length()) {
            Frame frame = framing.next(run.bytes(), at, run.length());
            if (frame.kind() == SipFramer.Kind.NEED_MORE && !cutByMessage) {
                return;
            }
            if (frame.kind() == SipFramer.Kind.COMPLETE || frame.kind() == SipFramer.Kind.KEEP_ALIVE) {
                emit(run, frame);
                consumed.add(new Range(base + at, base + frame.end(), run.timeAt(at), run.markRef(run.markAt(at))));
                at = frame.end();
            } else {
                at = framing.findStart(run.bytes(), Math.min(frame.start() + 1, run.length()), run.length());
            }
        }
    }
}
