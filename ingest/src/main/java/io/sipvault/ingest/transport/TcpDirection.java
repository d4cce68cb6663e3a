package io.sipvault.ingest.transport;

import io.sipvault.ingest.sip.SipFramer;
import io.sipvault.ingest.sip.SipStartLine;
import io.sipvault.ingest.transport.ConsumedRanges.Range;
import io.sipvault.ingest.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One direction of a TCP connection: which bytes came, which of them went into messages. Bytes lie in runs by sequence
 * number, so order, gaps and repetition do not matter; the first copy of a byte wins.
 */
final class TcpDirection {
    /** What is kept of a direction that has shown no SIP yet. */
    private static final int MAX_UNDECIDED = 65_536;
    /** As much may be the end of a long message whose beginning another piece has; few directions may keep it. */
    private static final int MAX_TAIL = SipFramer.MAX_BODY_BYTES + SipFramer.MAX_HEADER_BYTES;
    private static final int MAX_TAILS = 16;
    private static final int MAX_RUN = 4 << 20;
    private static final int MAX_PARTS = 1_024;
    private static final int MIN_TELLING = 8;
    private static final byte[] NOTHING = {};

    /** What a direction carries, as far as its bytes told. */
    private enum Carries {
        /** Text so far, with no SIP in it. */
        UNDECIDED,
        /** Other bytes than text, perhaps the body of a message. */
        BINARY,
        SIP,
        OTHER
    }

    private final Endpoint source;
    private final Endpoint destination;
    private final StreamCounters counters;
    /** Whether this joins leftovers: then all is kept until the end. */
    private final boolean joining;

    private final List<StreamRun> runs = new ArrayList<>(1);
    private final ConsumedRanges consumed = new ConsumedRanges();
    private final StreamFraming framing;
    private final RunFramer framer;
    private Carries carries = Carries.UNDECIDED;
    private boolean decided;
    /** Whether it has room for a long tail. */
    private boolean tail;
    private boolean synSeen;
    private int initialSequence;
    private long synTimeNs;
    private long synRef;
    /** A recent position, by which 32 bits of sequence number are widened; -1 before the first. */
    private long reference = -1;

    TcpDirection(Endpoint source, Endpoint destination, Consumer<StreamMessage> sink, StreamFraming framing,
            StreamCounters counters, boolean joining) {
        this.source = source;
        this.destination = destination;
        this.counters = counters;
        this.joining = joining;
        this.framing = framing;
        this.framer = new RunFramer(source, destination, sink, consumed, framing);
    }

    private long widen(int sequence) {
        if (reference < 0) {
            reference = 1L << 40 | Integer.toUnsignedLong(sequence);
        }
        reference += sequence - (int) reference;
        return reference;
    }

    /** Whether a SYN begins another connection between the same endpoints. */
    boolean isReusedBy(int sequence) {
        return !synSeen || initialSequence != sequence;
    }

    boolean isEmpty() {
        return reference < 0;
    }

    void open(int sequence, long timeNs, long ref) {
        if (!isReusedBy(sequence)) {
            return;
        }
        synSeen = true;
        initialSequence = sequence;
        synTimeNs = timeNs;
        synRef = ref;
        runs.add(new StreamRun(widen(sequence + 1), true, timeNs));
    }

    void consumedElsewhere(TcpSegment note) {
        if (note.payload().length == Integer.BYTES) {
            long start = widen(note.sequence());
            consumed.add(new Range(start, start + Bytes.u32(note.payload(), 0), note.timeNs(), note.packetRef()));
            carries = Carries.SIP;
        }
    }

    void data(int sequence, byte[] from, int offset, int length, long timeNs, long ref) {
        if (!joining && !isWanted(from, offset, length)) {
            return;
        }
        long position = widen(sequence);
        long end = position + length;
        long at = position;
        while (at < end) {
            long next = skipKnown(at, end, from, offset + (int) (at - position));
            if (next == at) {
                next = Math.min(end, nextKnown(at));
                place(at, from, offset + (int) (at - position), (int) (next - at), timeNs, ref);
            }
            at = next;
        }
    }

    private boolean isWanted(byte[] from, int offset, int length) {
        if (carries == Carries.OTHER) {
            if (!framing.begins(from, offset, length)) {
                return false;
            }
            carries = Carries.UNDECIDED;
        } else if (!decided && length >= MIN_TELLING) {
            decided = true;
            if (isTlsRecord(from, offset)) {
                giveUp();
                return false;
            }
            carries = framing.mayContinue(from, offset, length) ? Carries.UNDECIDED : Carries.BINARY;
        }
        return true;
    }

    /** RFC 8446 5.1: content type 20 to 23, version 3.0 to 3.4. */
    private static boolean isTlsRecord(byte[] b, int offset) {
        return b[offset] >= 0x14 && b[offset] <= 0x17 && b[offset + 1] == 3 && b[offset + 2] >= 0 && b[offset + 2] <= 4;
    }

    private void giveUp() {
        carries = Carries.OTHER;
        release();
        counters.notSipDirections++;
        runs.clear();
    }

    /** Where the known bytes end in which {@code at} lies; {@code at} itself when it is new. */
    private long skipKnown(long at, long end, byte[] from, int offset) {
        long next = consumed.endOf(at);
        if (next > at) {
            return Math.min(end, next);
        }
        for (StreamRun run : runs) {
            if (run.position() <= at && at < run.end()) {
                if (run.contradicts(at, from, offset, (int) (end - at))) {
                    counters.conflicts++;
                }
                return Math.min(end, run.end());
            }
        }
        return at;
    }

    private long nextKnown(long at) {
        long next = consumed.nextStart(at);
        for (StreamRun run : runs) {
            if (run.position() > at && run.length() > 0) {
                next = Math.min(next, run.position());
            }
        }
        return next;
    }

    private void place(long position, byte[] from, int offset, int length, long timeNs, long ref) {
        int index = 0;
        while (index < runs.size() && runs.get(index).end() < position) {
            index++;
        }
        while (index + 1 < runs.size() && runs.get(index + 1).end() == position) {
            index++;
        }
        if (index == runs.size() || runs.get(index).end() != position) {
            runs.add(index, new StreamRun(position, false, timeNs));
        }
        StreamRun run = runs.get(index);
        run.append(from, offset, length, timeNs, ref);
        if (index + 1 < runs.size()) {
            StreamRun following = runs.get(index + 1);
            if (following.position() == run.end() && !following.certain) {
                run.append(following);
                runs.remove(index + 1);
            }
        }
        if (!joining) {
            advance(run);
        }
    }

    private void advance(StreamRun run) {
        StreamRun current = run;
        while (current.length() > 0 && current.length() >= current.retryLength) {
            if (current.certain) {
                if (framer.frameCertain(current)) {
                    break;
                }
                if (framer.messages() == 0 && carries != Carries.SIP) {
                    giveUp();
                    return;
                }
                current.certain = false;
                current.firstTimeNs = current.markTime(0);
                current.cursor = -1;
                current.searchFrom = 0;
                current.retryLength = 0;
            } else {
                int certain = framer.findCertain(current);
                if (certain < 0) {
                    break;
                }
                StreamRun tail = current.splitAt(certain);
                tail.certain = true;
                runs.add(runs.indexOf(current) + 1, tail);
                current = tail;
            }
        }
        settle(current);
    }

    private void settle(StreamRun run) {
        if (carries != Carries.SIP && (framer.messages() > 0 || run.cursor >= 0 || beginsWithSip(run))) {
            carries = Carries.SIP;
        }
        if (carries == Carries.SIP) {
            release();
        }
        if (carries != Carries.SIP && run.length() > MAX_UNDECIDED && !mayBeTail(run)) {
            giveUp();
        } else if (run.length() > MAX_RUN) {
            counters.oversizedBytes += run.length();
            runs.remove(run);
        }
    }

    private boolean mayBeTail(StreamRun run) {
        if (!tail && counters.tails < MAX_TAILS) {
            tail = true;
            counters.tails++;
        }
        return tail && run.length() <= MAX_TAIL;
    }

    /** Gives its room for a long tail to others. */
    void release() {
        if (tail) {
            tail = false;
            counters.tails--;
        }
    }

    private boolean beginsWithSip(StreamRun run) {
        int start = SipStartLine.skipBlankLines(run.bytes(), 0, run.length());
        return run.certain && framing.begins(run.bytes(), start, run.length() - start);
    }

    /** Whether there are so many holes that it should be begun anew. */
    boolean isScattered() {
        return runs.size() > MAX_PARTS || consumed.size() > MAX_PARTS;
    }

    /** Frames what is there for good. */
    void finish() {
        List<StreamRun> all = List.copyOf(runs);
        runs.clear();
        all.forEach(this::replace);
        for (StreamRun run : runs) {
            boolean afterSyn = synSeen && (int) run.position() == initialSequence + 1;
            framer.frameFinally(run, afterSyn || consumed.endsAt(run.position()));
        }
        if (framer.messages() > 0) {
            carries = Carries.SIP;
        }
        all = List.copyOf(runs);
        runs.clear();
        all.forEach(this::replace);
    }

    /** Places the bytes of a run again, now that more is known of what was consumed. */
    private void replace(StreamRun run) {
        for (int i = 0; i < run.marks(); i++) {
            int start = run.markStart(i);
            data((int) run.position() + start, run.bytes(), start, run.markEnd(i) - start, run.markTime(i),
                    run.markRef(i));
        }
    }

    /** What no message was made of, in no order, and what was consumed. */
    void leftovers(List<TcpSegment> into) {
        boolean anyData = runs.stream().anyMatch(run -> run.length() > 0);
        if (carries != Carries.SIP && (carries != Carries.UNDECIDED || !anyData)) {
            return;
        }
        if (synSeen) {
            into.add(new TcpSegment(synTimeNs, synRef, source, destination, initialSequence, TcpSegment.SYN, NOTHING));
        }
        for (StreamRun run : runs) {
            for (int i = 0; i < run.marks(); i++) {
                into.add(segment(run, i));
            }
        }
        consumed.ranges().forEach(range -> into.add(note(range)));
    }

    private TcpSegment segment(StreamRun run, int mark) {
        int start = run.markStart(mark);
        byte[] payload = Arrays.copyOfRange(run.bytes(), start, run.markEnd(mark));
        return new TcpSegment(run.markTime(mark), run.markRef(mark), source, destination, (int) run.position() + start,
                0,
                payload);
    }

    private TcpSegment note(Range range) {
        byte[] length = new byte[Integer.BYTES];
        Bytes.putI32(length, 0, (int) (range.end() - range.start()));
        return new TcpSegment(range.timeNs(), range.ref(), source, destination, (int) range.start(),
                TcpSegment.CONSUMED,
                length);
    }

    /** Whether all that came went into messages. */
    boolean isDrained() {
        return runs.stream().allMatch(run -> run.length() == 0);
    }

    /** Bytes that would be lost if this direction were dropped. */
    long keptBytes() {
        return runs.stream().mapToLong(StreamRun::length).sum();
    }

    /** Memory that the direction takes, in bytes. */
    long memoryBytes() {
        long memory = 256 + 64L * consumed.size();
        for (StreamRun run : runs) {
            memory += run.memoryBytes();
        }
        return memory;
    }
}
