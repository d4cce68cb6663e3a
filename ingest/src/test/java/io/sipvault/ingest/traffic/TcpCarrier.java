package io.sipvault.ingest.traffic;

import io.sipvault.ingest.transport.Endpoint;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A connection for each dialog and hop: with handshake and close, messages cut anywhere, neighbours of one direction often
 * in one segment.
 */
final class TcpCarrier {
    /** What one packet carries. */
    record Segment(int sequence, int acknowledgment, int flags, byte[] bytes, int offset, int length) {}

    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int PUSH = 8;
    private static final int ACK = 16;
    private static final int MAX_SEGMENT_BYTES = 1460;
    private static final long BETWEEN_SEGMENTS_NS = 40_000;
    private static final byte[] NOTHING = {};

    private final Timeline timeline;
    private final FrameWriter frames;
    private final LedgerBook book;

    TcpCarrier(Timeline timeline, FrameWriter frames, LedgerBook book) {
        this.timeline = timeline;
        this.frames = frames;
        this.book = book;
    }

    void carry(Hop hop, SplittableRandom random) {
        new Connection(hop, random).carry();
    }

    private final class Connection {
        private final Hop hop;
        private final SplittableRandom random;
        private int callerSequence;
        private int calleeSequence;
        private long timeNs;

        Connection(Hop hop, SplittableRandom random) {
            this.hop = hop;
            this.random = random;
            callerSequence = random.nextInt();
            calleeSequence = random.nextInt();
        }

        void carry() {
            List<Step> steps = hop.steps();
            timeNs = steps.getFirst().timeNs() - 2_000_000;
            control(true, SYN);
            control(false, SYN | ACK);
            control(true, ACK);
            for (int i = 0; i < steps.size();) {
                int together = together(steps, i);
                timeNs = Math.max(timeNs, steps.get(i + together - 1).timeNs());
                data(steps.get(i).fromCaller(), joined(steps.subList(i, i + together)));
                i += together;
            }
            timeNs += 5_000_000;
            control(true, FIN | ACK);
            control(false, FIN | ACK);
            control(true, ACK);
        }

        private int together(List<Step> steps, int first) {
            int count = 1;
            while (first + count < steps.size()
                    && steps.get(first + count).fromCaller() == steps.get(first).fromCaller()
                    && random.nextInt(3) > 0) {
                count++;
            }
            return count;
        }

        private byte[] joined(List<Step> steps) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Step step : steps) {
                all.writeBytes(step.message());
                book.sip(step.message());
            }
            return all.toByteArray();
        }

        private void data(boolean fromCaller, byte[] bytes) {
            for (int at = 0; at < bytes.length;) {
                int most = Math.min(MAX_SEGMENT_BYTES, bytes.length - at);
                int length = random.nextInt(3) == 0 ? 1 + random.nextInt(most) : most;
                segment(fromCaller, PUSH | ACK, bytes, at, length);
                at += length;
            }
            control(!fromCaller, ACK);
        }

        private void control(boolean fromCaller, int flags) {
            segment(fromCaller, flags, NOTHING, 0, 0);
        }

        private void segment(boolean fromCaller, int flags, byte[] bytes, int offset, int length) {
            timeNs += BETWEEN_SEGMENTS_NS;
            int sequence = fromCaller ? callerSequence : calleeSequence;
            int other = (flags & ACK) == 0 ? 0 : fromCaller ? calleeSequence : callerSequence;
            Segment segment = new Segment(sequence, other, flags, bytes, offset, length);
            Endpoint from = hop.sender(fromCaller);
            Endpoint to = hop.sender(!fromCaller);
            timeline.at(timeNs, at -> frames.tcp(at, from, to, segment));
            int advance = length + ((flags & (SYN | FIN)) == 0 ? 0 : 1);
            if (fromCaller) {
                callerSequence += advance;
            } else {
                calleeSequence += advance;
            }
        }
    }
}
