package io.sipvault.ingest.transport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Frames the SIP messages of all TCP directions of a piece of a capture, or what else their framing tells, by sequence
 * number and capture time.
 *
 * <p>
 * A capture that is cut into pieces anywhere must give the messages that it gives whole. So a piece gives out at once only
 * what does not depend on what came before: after a SYN everything in order, otherwise what follows a framed message and
 * arrived more than 2 s or 1 MiB after the first byte, since earlier bytes may repeat what another piece holds. The rest,
 * such as the first message of a connection that was open before the capture began or the message after a gap, waits among
 * the leftovers for {@link #join}, of a whole capture as of its pieces.
 */
public final class SipStreamReassembler {
    static final int MAX_DIRECTIONS = 65_536;
    static final long MAX_BYTES = 64L << 20;
    private static final int SEGMENT_OVERHEAD = 96;

    /** By time, then by content, so that pieces of a capture give one order, whichever is read first. */
    private static final Comparator<TcpSegment> BY_TIME = Comparator.comparingLong(TcpSegment::timeNs)
            .thenComparing(TcpSegment::source)
            .thenComparing(TcpSegment::destination)
            .thenComparing(segment -> (segment.flags() & TcpSegment.SYN) == 0)
            .thenComparingInt(TcpSegment::flags)
            .thenComparingInt(TcpSegment::sequence)
            .thenComparing(TcpSegment::payload, Arrays::compareUnsigned)
            .thenComparingLong(TcpSegment::packetRef);

    private final Consumer<StreamMessage> sink;
    private final StreamFraming framing;
    private final boolean joining;
    private final Map<DirectionKey, TcpDirection> directions = new LinkedHashMap<>(64, 0.75f, true);
    private final DirectionKey probe = new DirectionKey();
    private final StreamCounters counters = new StreamCounters();
    /** Leftovers of directions that have ended. */
    private final List<TcpSegment> ended = new ArrayList<>();
    private long memory;

    public SipStreamReassembler(StreamFraming framing, Consumer<StreamMessage> sink) {
        this(framing, sink, false);
    }

    private SipStreamReassembler(StreamFraming framing, Consumer<StreamMessage> sink, boolean joining) {
        this.framing = framing;
        this.sink = sink;
        this.joining = joining;
    }

    /**
     * Joins the leftovers of pieces of one capture, in any order, repeated or not: gives the messages that no piece could
     * give alone to the sink.
     *
     * @return what is still left, in time order
     */
    public static List<TcpSegment> join(StreamFraming framing, Collection<TcpSegment> leftovers,
            Consumer<StreamMessage> sink) {
        SipStreamReassembler joiner = new SipStreamReassembler(framing, sink, true);
        leftovers.stream().sorted(BY_TIME).forEach(joiner::add);
        joiner.directions.values().forEach(TcpDirection::finish);
        return joiner.leftovers();
    }

    /** Takes the next segment in capture order, such as one that came in IP fragments. */
    public void add(TcpSegment segment) {
        probe.set(segment.source(), segment.destination());
        if ((segment.flags() & TcpSegment.CONSUMED) != 0) {
            direction().consumedElsewhere(segment);
        } else {
            add(segment.sequence(), segment.flags(), segment.payload(), 0, segment.payload().length, segment.timeNs(),
                    segment.packetRef());
        }
    }

    /** Takes the next segment in capture order from where it lies; copies only what is kept. */
    public void add(TcpView segment, long packetRef) {
        probe.set(segment);
        add(segment.tcpSequence(), segment.tcpFlags(), segment.buffer(), segment.payloadOffset(),
                segment.payloadLength(), segment.timeNs(), packetRef);
    }

    private void add(int sequence, int flags, byte[] bytes, int offset, int length, long timeNs, long ref) {
        boolean opens = (flags & TcpSegment.SYN) != 0;
        boolean ends = (flags & (TcpSegment.FIN | TcpSegment.RST)) != 0;
        if (length == 0 && !opens && !ends) {
            return;
        }
        TcpDirection direction = direction();
        if (opens && !direction.isEmpty() && direction.isReusedBy(sequence)) {
            end(direction);
            direction = direction();
        }
        long before = direction.memoryBytes();
        if (opens) {
            direction.open(sequence, timeNs, ref);
        }
        if (length > 0) {
            direction.data(opens ? sequence + 1 : sequence, bytes, offset, length, timeNs, ref);
        }
        memory += direction.memoryBytes() - before;
        if ((ends && !joining && endsNow(direction, flags)) || direction.isScattered()) {
            end(direction);
        }
        enforceBounds();
    }

    /** After a FIN missing bytes may still come. */
    private static boolean endsNow(TcpDirection direction, int flags) {
        return (flags & TcpSegment.RST) != 0 || direction.isDrained();
    }

    private TcpDirection direction() {
        TcpDirection direction = directions.get(probe);
        if (direction == null) {
            DirectionKey key = probe.copy();
            direction = new TcpDirection(key.source(), key.destination(), sink, framing, counters, joining);
            directions.put(key, direction);
            memory += direction.memoryBytes();
        }
        return direction;
    }

    /** Puts the leftovers of the direction at the probe aside and forgets it. */
    private void end(TcpDirection direction) {
        directions.remove(probe);
        putAside(direction);
    }

    private void putAside(TcpDirection direction) {
        memory -= direction.memoryBytes();
        direction.release();
        if (joining) {
            direction.finish();
        }
        int first = ended.size();
        direction.leftovers(ended);
        for (int i = first; i < ended.size(); i++) {
            memory += SEGMENT_OVERHEAD + ended.get(i).payload().length;
        }
    }

    private void enforceBounds() {
        while (directions.size() > MAX_DIRECTIONS) {
            putAside(removeOldest());
        }
        while (memory > MAX_BYTES && directions.size() > 1) {
            TcpDirection oldest = removeOldest();
            memory -= oldest.memoryBytes();
            oldest.release();
            counters.memoryBytes += oldest.keptBytes();
        }
        if (memory > MAX_BYTES) {
            for (TcpSegment segment : ended) {
                memory -= SEGMENT_OVERHEAD + segment.payload().length;
                counters.memoryBytes += segment.payload().length;
            }
            ended.clear();
        }
    }

    private TcpDirection removeOldest() {
        Iterator<TcpDirection> oldest = directions.values().iterator();
        TcpDirection direction = oldest.next();
        oldest.remove();
        return direction;
    }

    /**
     * What no message was made of but may be with what other pieces of the capture hold, in time order, and notes of what
     * was consumed ({@link TcpSegment#CONSUMED}).
     */
    public List<TcpSegment> leftovers() {
        List<TcpSegment> all = new ArrayList<>(ended);
        directions.values().forEach(direction -> direction.leftovers(all));
        all.sort(BY_TIME);
        return all;
    }

    /** What was given up, by reason. */
    public StreamDrops drops() {
        return counters.snapshot();
    }
}
